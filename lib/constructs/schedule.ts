import type { Duration } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { Construct } from 'constructs';
import { AsyncInvocations } from './async-invocations.ts';
import { DeadLetters } from './dead-letters.ts';
import type { ServiceFunction } from './service-function.ts';

export interface ScheduleProps {
  every: Duration;
  target: ServiceFunction;
}

/** Starts a function again and again. What the bus can't hand over and what the function fails at have each a place to end. */
export class Schedule extends Construct {
  constructor(scope: Construct, id: string, { every, target }: ScheduleProps) {
    super(scope, id);
    new AsyncInvocations(this, 'Async', target);
    const undeliverable = new DeadLetters(this, 'Undeliverable', `the schedule ${id} could not start ${target.node.id}`);
    new events.Rule(this, 'Rule', {
      schedule: events.Schedule.rate(every),
      targets: [new LambdaFunction(target.function, { deadLetterQueue: undeliverable.queue })],
    });
  }
}

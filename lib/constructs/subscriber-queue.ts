import type { Duration } from 'aws-cdk-lib';
import type * as sns from 'aws-cdk-lib/aws-sns';
import { SubscriptionFilter } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { DeadLetters } from './dead-letters.ts';
import type { ServiceFunction } from './service-function.ts';
import { WorkQueue } from './work-queue.ts';

export interface SubscriberQueueProps {
  topic: sns.ITopic;
  consumer: ServiceFunction;
  consumerTimeout: Duration;
  /** By attribute, the values that let a message through; all must match. Absent attributes never do. */
  only: Record<string, string[]>;
  /** See WorkQueue. */
  maxReceives?: number;
}

/**
 * A subscriber's own queue behind a topic: it works at its own pace, and when it is broken its messages wait here, where nobody else
 * notices. https://docs.aws.amazon.com/sns/latest/dg/sns-sqs-as-subscriber.html
 */
export class SubscriberQueue extends Construct {
  readonly queue: sqs.Queue;
  readonly deadLetters: sqs.Queue;

  constructor(scope: Construct, id: string, { topic, consumer, consumerTimeout, only, maxReceives }: SubscriberQueueProps) {
    super(scope, id);
    const work = new WorkQueue(this, 'Work', consumerTimeout, maxReceives);
    work.consumeWith(consumer.function);
    this.queue = work.queue;
    this.deadLetters = work.deadLetters;
    const undeliverable = new DeadLetters(this, 'Undeliverable', `the topic could not reach the queue ${id}`);
    const filterPolicy = Object.fromEntries(
      Object.entries(only).map(([attribute, allowlist]) => [attribute, SubscriptionFilter.stringFilter({ allowlist })]),
    );
    topic.addSubscription(
      new SqsSubscription(this.queue, { rawMessageDelivery: true, deadLetterQueue: undeliverable.queue, filterPolicy }),
    );
  }
}

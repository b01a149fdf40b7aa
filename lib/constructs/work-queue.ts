import { Duration } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { DeadLetters } from './dead-letters.ts';

/** Five receives, a visibility timeout apart: work survives some minutes of a dependency being down. */
const MAX_RECEIVES = 5;

/**
 * A queue that one function works off: its visibility timeout is six times the function's, as AWS advises,
 * so that no message comes back while it is being handled.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
 */
export class WorkQueue extends Construct {
  readonly queue: sqs.Queue;

  constructor(scope: Construct, id: string, consumerTimeout: Duration) {
    super(scope, id);
    const deadLetters = new DeadLetters(this, 'DeadLetters', `the queue ${id}, after ${MAX_RECEIVES} receives`);
    this.queue = new sqs.Queue(this, 'Queue', {
      visibilityTimeout: Duration.seconds(6 * consumerTimeout.toSeconds()),
      receiveMessageWaitTime: Duration.seconds(20),
      retentionPeriod: Duration.days(4),
      deadLetterQueue: { queue: deadLetters.queue, maxReceiveCount: MAX_RECEIVES },
    });
  }

  /** Batches of ten as soon as there is anything: no window, so that a lone message does not wait. */
  consumeWith(consumer: lambda.Function): void {
    consumer.addEventSource(new SqsEventSource(this.queue, { batchSize: 10, reportBatchItemFailures: true }));
  }
}

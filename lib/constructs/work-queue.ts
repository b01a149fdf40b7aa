import { Duration, Validations } from 'aws-cdk-lib';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { settingsOf } from '../settings.ts';
import { DeadLetters } from './dead-letters.ts';
import { QUEUE_RETENTION } from './queue-retention.ts';
import { watch } from './watch.ts';

/** Five receives, a visibility timeout apart: work survives some minutes of a dependency being down. */
const MAX_RECEIVES = 5;

/** For a consumer that has a ladder of its own, whose steps are short at first: this many outlive some minutes. */
export const LADDER_RECEIVES = 14;

/**
 * A queue that one function works off: its visibility timeout is six times the function's, as AWS advises,
 * so that no message comes back while it is being handled.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
 */
export class WorkQueue extends Construct {
  readonly queue: sqs.Queue;
  readonly deadLetters: sqs.Queue;

  /**
   * `maxReceives`: more for a consumer that has a ladder of its own (functions/shared/retry-later.ts), whose first steps are short.
   * `fifo`: messages of one group one after another.
   */
  constructor(scope: Construct, id: string, consumerTimeout: Duration, maxReceives = MAX_RECEIVES, { fifo = false } = {}) {
    super(scope, id);
    const deadLetters = new DeadLetters(this, 'DeadLetters', `the queue ${id}, after ${maxReceives} receives`, { fifo });
    this.deadLetters = deadLetters.queue;
    const visibility = Duration.seconds(6 * consumerTimeout.toSeconds());
    this.queue = new sqs.Queue(this, 'Queue', {
      ...(fifo ? { fifo } : {}),
      visibilityTimeout: visibility,
      receiveMessageWaitTime: Duration.seconds(20),
      retentionPeriod: QUEUE_RETENTION,
      deadLetterQueue: { queue: deadLetters.queue, maxReceiveCount: maxReceives },
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
    });
    // a message at its third receive is this old: its dependency is down, or the consumer is too slow for what comes in
    const old = 3 * visibility.toSeconds();
    watch(this, 'Age', {
      metric: this.queue.metricApproximateAgeOfOldestMessage({ period: Duration.minutes(1), statistic: 'Maximum' }),
      above: old,
      meaning: `A message of the queue ${id} has waited for more than ${old} s`,
      runbook: 'queue-age',
    });
  }

  /**
   * Batches as soon as there is anything: no window, so that a lone message does not wait.
   * @param batchSize 1 where a message may take the function most of its time
   */
  consumeWith(consumer: lambda.Function, batchSize = 10): void {
    const { queueConcurrency, provisionedPollers } = settingsOf(this);
    consumer.addEventSource(
      new SqsEventSource(this.queue, {
        batchSize,
        reportBatchItemFailures: true,
        ...(queueConcurrency ? { maxConcurrency: queueConcurrency } : {}),
        ...(provisionedPollers ? { provisionedPollerConfig: { minimumPollers: provisionedPollers } } : {}),
      }),
    );
    Validations.of(consumer).acknowledge({
      id: 'Serverless-LambdaEventSourceMappingDestination',
      reason: 'A mapping of SQS has no failure destination (AWS refuses one): the queue has a redrive policy to its dead letters instead.',
    });
  }
}

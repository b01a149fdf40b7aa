import { Duration, Validations } from 'aws-cdk-lib';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { watch } from './watch.ts';

/**
 * Where the messages of one asynchronous edge end when its retries are used up, and the alarm that says so.
 * Kept for the longest time SQS has, so that people can look and send them again.
 */
export class DeadLetters extends Construct {
  readonly queue: sqs.Queue;

  constructor(scope: Construct, id: string, edge: string, { fifo = false } = {}) {
    super(scope, id);
    this.queue = new sqs.Queue(this, 'Queue', {
      // the dead letters of a FIFO queue go to one
      ...(fifo ? { fifo } : {}),
      retentionPeriod: Duration.days(14),
      encryption: sqs.QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
    });
    const isTheEnd = 'This is a dead-letter queue: people, or a redrive, empty it, and there is nothing after it.';
    Validations.of(this.queue).acknowledge(
      { id: 'AwsSolutions-SQS3', reason: isTheEnd },
      { id: 'Serverless-SQSRedrivePolicy', reason: isTheEnd },
    );
    watch(this, 'Alarm', {
      metric: this.queue.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(1), statistic: 'Maximum' }),
      above: 0,
      meaning: `Dead letters: ${edge}`,
      runbook: 'dead-letters',
    });
  }
}

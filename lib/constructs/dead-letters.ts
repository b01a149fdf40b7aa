import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

/**
 * Where the messages of one asynchronous edge end when its retries are used up, and the alarm that says so.
 * Kept for the longest time SQS has, so that people can look and send them again.
 */
export class DeadLetters extends Construct {
  readonly queue: sqs.Queue;

  constructor(scope: Construct, id: string, edge: string) {
    super(scope, id);
    this.queue = new sqs.Queue(this, 'Queue', { retentionPeriod: Duration.days(14) });
    new cloudwatch.Alarm(this, 'Alarm', {
      alarmDescription: `Dead letters: ${edge}`,
      metric: this.queue.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(1), statistic: 'Maximum' }),
      threshold: 0,
      comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 1,
      treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
    });
  }
}

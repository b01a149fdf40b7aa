import type { Hop } from '../../../events/events.ts';
import type { Sample } from '../metrics.ts';

/** A sample, and whose it is. */
export interface OwnedSample extends Sample {
  account: string;
  region: string;
}

const COUNTED: Record<string, [namespace: string, name: string][]> = {
  'sqs.sent': [['AWS/SQS', 'NumberOfMessagesSent']],
  'sqs.received': [['AWS/SQS', 'NumberOfMessagesReceived']],
  'sqs.deleted': [['AWS/SQS', 'NumberOfMessagesDeleted']],
  'sns.published': [['AWS/SNS', 'NumberOfMessagesPublished']],
  'sns.delivered': [['AWS/SNS', 'NumberOfNotificationsDelivered']],
  'sns.filtered': [['AWS/SNS', 'NumberOfNotificationsFilteredOut']],
  'sns.failed': [['AWS/SNS', 'NumberOfNotificationsFailed']],
  'sns.dead-lettered': [
    ['AWS/SNS', 'NumberOfNotificationsFailed'],
    ['AWS/SNS', 'NumberOfNotificationsRedrivenToDlq'],
  ],
  'lambda.throttled': [['AWS/Lambda', 'Throttles']],
};

const DIMENSIONS: Record<string, string> = { 'AWS/SQS': 'QueueName', 'AWS/SNS': 'TopicName', 'AWS/Lambda': 'FunctionName' };

/**
 * What CloudWatch measures of one hop. Lambda's metrics are kept by function and over all functions.
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html,
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html,
 * https://docs.aws.amazon.com/sns/latest/dg/sns-monitoring-using-cloudwatch.html
 */
export function samplesOf({ type, resource = '', time, detail = {} }: Hop): OwnedSample[] {
  const [, , , region = '', account = '', ...rest] = resource.split(':');
  const name = (type.startsWith('lambda.') ? rest[1] : rest[0]) ?? '';
  const samples: OwnedSample[] = [];
  const add = (namespace: string, metric: string, value: number, unit = 'Count') => {
    const dimensions = [{ Name: DIMENSIONS[namespace] ?? '', Value: name }];
    const sample = { account, region, namespace, name: metric, time, count: 1, sum: value, min: value, max: value, unit };
    samples.push({ ...sample, dimensions });
    if (namespace === 'AWS/Lambda') samples.push({ ...sample, dimensions: [] });
  };
  for (const [namespace, metric] of COUNTED[type] ?? []) add(namespace, metric, 1);
  if (type === 'sns.failed' && detail.deadLetterError) add('AWS/SNS', 'NumberOfNotificationsFailedToRedriveToDlq', 1);
  if (type === 'lambda.accepted' && detail.invocationType === 'Event') add('AWS/Lambda', 'AsyncEventsReceived', 1);
  if (type === 'lambda.dead-lettered') add('AWS/Lambda', 'AsyncEventsDropped', 1);
  if (type === 'lambda.dropped') {
    if (detail.reason === 'DestinationDeliveryFailed') add('AWS/Lambda', 'DestinationDeliveryFailures', 1);
    else add('AWS/Lambda', 'AsyncEventsDropped', 1);
  }
  if (type === 'lambda.finished') {
    add('AWS/Lambda', 'Invocations', 1);
    add('AWS/Lambda', 'Errors', detail.status === 'ok' ? 0 : 1);
    add('AWS/Lambda', 'Duration', Number(detail.durationMs ?? 0), 'Milliseconds');
  }
  return samples;
}

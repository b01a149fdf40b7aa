import type { GetQueueAttributesCommandOutput, GetQueueUrlCommandOutput } from '@aws-sdk/client-sqs';
import type { Stack } from '../../service.ts';
import { record } from '../metrics.ts';
import { collectorOf } from './collector.ts';

const GAUGES: Record<string, string> = {
  ApproximateNumberOfMessagesVisible: 'ApproximateNumberOfMessages',
  ApproximateNumberOfMessagesNotVisible: 'ApproximateNumberOfMessagesNotVisible',
  ApproximateNumberOfMessagesDelayed: 'ApproximateNumberOfMessagesDelayed',
};

interface Place {
  account: string;
  region: string;
}

/** Measures how full a queue is, and how old its oldest message, as of the minute that ends now. A queue that is gone has no data. */
export async function gaugeQueue(stack: Stack, { account, region }: Place, queueName: string): Promise<void> {
  const place = { account, region };
  let counts: Record<string, string | undefined>;
  try {
    const { QueueUrl } = await stack.call<GetQueueUrlCommandOutput>('sqs', 'GetQueueUrl', { QueueName: queueName }, place);
    const input = { QueueUrl, AttributeNames: Object.values(GAUGES) };
    counts = (await stack.call<GetQueueAttributesCommandOutput>('sqs', 'GetQueueAttributes', input, place)).Attributes ?? {};
  } catch {
    return;
  }
  const arn = `arn:aws:sqs:${region}:${account}:${queueName}`;
  if (Object.values(GAUGES).every((attribute) => Number(counts[attribute] ?? 0) === 0)) collectorOf(stack).emptied(arn);
  const put = (name: string, value: number, unit: string) =>
    record(
      {
        namespace: 'AWS/SQS',
        name,
        dimensions: [{ Name: 'QueueName', Value: queueName }],
        time: stack.clock.now() - 1,
        count: 1,
        sum: value,
        min: value,
        max: value,
        unit,
      },
      { stack, ...place },
    );
  for (const [name, attribute] of Object.entries(GAUGES)) put(name, Number(counts[attribute] ?? 0), 'Count');
  put('ApproximateAgeOfOldestMessage', Math.floor(collectorOf(stack).oldestAge(arn) / 1000), 'Seconds');
}

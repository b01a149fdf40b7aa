import type { QueueRecord } from '../records.ts';

/** The attributes of a queue that its messages feel, as numbers; durations in milliseconds. */
export interface Settings {
  visibility: number;
  delay: number;
  retention: number;
  wait: number;
  maximumSize: number;
  contentBasedDeduplication: boolean;
  deduplicationPerGroup: boolean;
  redrive: { target: string; maxReceiveCount: number } | undefined;
}

export function settingsOf({ attributes }: QueueRecord): Settings {
  const seconds = (name: string) => Number(attributes[name]) * 1000;
  const redrive = attributes.RedrivePolicy
    ? (JSON.parse(attributes.RedrivePolicy) as { deadLetterTargetArn: string; maxReceiveCount: number })
    : undefined;
  return {
    visibility: seconds('VisibilityTimeout'),
    delay: seconds('DelaySeconds'),
    retention: seconds('MessageRetentionPeriod'),
    wait: seconds('ReceiveMessageWaitTimeSeconds'),
    maximumSize: Number(attributes.MaximumMessageSize),
    contentBasedDeduplication: attributes.ContentBasedDeduplication === 'true',
    deduplicationPerGroup: attributes.DeduplicationScope === 'messageGroup',
    redrive: redrive && { target: redrive.deadLetterTargetArn, maxReceiveCount: redrive.maxReceiveCount },
  };
}

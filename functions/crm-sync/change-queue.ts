import { SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import { sqs } from '../shared/clients/sqs.ts';
import { requiredEnv } from '../shared/env.ts';
import type { CrmChange } from './messages.ts';

/** The most a batch takes: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html */
const BATCH = 10;

/**
 * Queues changes: one user's one after another (its group), and one change once in five minutes (its version), which is as long as a
 * recorded request is accepted: whoever replays one in that time adds nothing to the queue, and later is too late.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/using-messagededuplicationid-property.html
 */
export async function queueChanges(changes: CrmChange[]): Promise<void> {
  for (let first = 0; first < changes.length; first += BATCH) {
    const Entries = changes.slice(first, first + BATCH).map((change) => ({
      Id: String(change.crmVersion),
      MessageBody: JSON.stringify(change),
      MessageGroupId: change.userId,
      MessageDeduplicationId: String(change.crmVersion),
    }));
    const { Failed = [] } = await sqs.send(new SendMessageBatchCommand({ QueueUrl: requiredEnv('CRM_CHANGES_QUEUE_URL'), Entries }));
    if (Failed.length > 0) throw new Error(`${Failed.length} changes were not queued: ${Failed[0]?.Code} ${Failed[0]?.Message}`);
  }
}

import { createHash } from 'node:crypto';
import { SendMessageBatchCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { sqs } from '../shared/clients/sqs.ts';
import { requiredEnv } from '../shared/env.ts';
import type { CrmChange } from './messages.ts';
import type { InvalidRecord } from './reconcile-crm/crm-api.ts';

/** The most a batch takes: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html */
const BATCH = 10;

/**
 * The group of a user: its id, unless SQS takes no such group; a refused one would hold up everybody.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/using-messagegroupid-property.html
 */
export const groupOf = (userId: string): string =>
  /^[\x21-\x7e]{1,128}$/.test(userId) ? userId : createHash('sha256').update(userId).digest('hex');

/**
 * Queues changes: one user's one after another (its group), and one change once in five minutes (its version), which is as long as a
 * recorded request is accepted: whoever replays one in that time adds nothing to the queue, and later is too late.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/using-messagededuplicationid-property.html
 */
export async function queueChanges(changes: CrmChange[]): Promise<void> {
  for (let first = 0; first < changes.length; first += BATCH) {
    const Entries = changes.slice(first, first + BATCH).map((change, n) => ({
      Id: String(n),
      MessageBody: JSON.stringify(change),
      MessageGroupId: groupOf(change.userId),
      MessageDeduplicationId: String(change.crmVersion),
    }));
    const { Failed = [] } = await sqs.send(new SendMessageBatchCommand({ QueueUrl: requiredEnv('CRM_CHANGES_QUEUE_URL'), Entries }));
    if (Failed.length > 0) throw new Error(`${Failed.length} changes were not queued: ${Failed[0]?.Code} ${Failed[0]?.Message}`);
  }
}

/** Characters of a record that are kept: a message has 256 KiB at most, and one that is too large would hold up the cursor after all. */
const MOST_KEPT = 60_000;

/** A record of the CRM that is no change goes to the queue of those, where it is counted, rings the alarm and can be read for 14 days. */
export async function queueInvalid({ record, problem }: InvalidRecord): Promise<void> {
  const text = JSON.stringify(record);
  const MessageBody = JSON.stringify({ problem, record: text.length > MOST_KEPT ? text.slice(0, MOST_KEPT) : record });
  await sqs.send(new SendMessageCommand({ QueueUrl: requiredEnv('CRM_INVALID_QUEUE_URL'), MessageBody }));
}

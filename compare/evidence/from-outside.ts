import { GetQueueAttributesCommand, ListQueuesCommand, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Row } from '../rows.ts';
import type { Evidence } from './evidence.ts';

/** Queues where the share requests of Users end when their retries are used up, by their names. */
const DEAD_LETTERS = /^PushpullUsers.*(DeadLetters|Undeliverable)/i;

/**
 * Where a target shows no hops (LocalStack, AWS): the mail, the answer, and the dead-letter queues. What is in none of them is still
 * waiting, for all that can be seen, until nothing more is waited for; then it is lost.
 */
export const fromOutside = (sqs: SQSClient): Evidence => ({
  watch() {
    // of all looks: what one look has found is hidden from the next
    const found = new Map<string, string>();
    return {
      hops: undefined,
      stop() {},
      async settle(rows, mails, last) {
        await addDeadLetters(sqs, found);
        const dead = [...found.values()].join('\n');
        // read after the queues: a share that is in neither then had its chance
        const inbox = await mails();
        for (const row of rows) {
          row.mails = inbox.get(row.shareId) ?? 0;
          row.fate = fateOf(row, dead, last);
        }
      },
    };
  },
});

function fateOf(row: Row, dead: string, last: boolean): Row['fate'] {
  if (row.mails > 0) return 'handled';
  if (row.status < 200 || row.status >= 300) return 'refused';
  if (dead.includes(row.shareId)) return 'dead-lettered';
  return last ? 'lost' : 'waiting';
}

/** Adds the bodies of all dead letters of Users, by message id; they stay in their queues. */
async function addDeadLetters(sqs: SQSClient, found: Map<string, string>): Promise<void> {
  const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({ QueueNamePrefix: 'PushpullUsers' }));
  for (const QueueUrl of QueueUrls.filter((url) => DEAD_LETTERS.test(url.split('/').at(-1) ?? ''))) {
    const attributes = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['ApproximateNumberOfMessages'] });
    const count = Number((await sqs.send(attributes)).Attributes?.ApproximateNumberOfMessages ?? 0);
    const seen = new Set<string>();
    // hidden for a second only, so that the next look, or a person's, finds them again
    for (let tries = 0; seen.size < count && tries < count; tries++) {
      const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 1 }));
      for (const { MessageId = '', Body = '' } of Messages) {
        seen.add(MessageId);
        found.set(MessageId, Body);
      }
      if (Messages.length === 0) break;
    }
  }
}

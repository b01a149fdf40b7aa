import { ListQueuesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { isAccepted, type Row } from '../rows.ts';
import { deadLetterReader, idsUnder } from './dead-letters.ts';
import type { Evidence } from './evidence.ts';

/** Queues where the share requests of Users end when their retries are used up, by their names. */
const DEAD_LETTERS = /^PushpullUsers.*(DeadLetters|Undeliverable)/i;

/**
 * Where a target shows no hops (LocalStack, AWS): the mail, the answer, and the dead-letter queues. What is in none of them is still
 * waiting, for all that can be seen, until nothing more is waited for; then it is lost.
 */
export const fromOutside = (sqs: SQSClient): Evidence => ({
  watch() {
    let reader: ReturnType<typeof deadLetterReader> | undefined;
    return {
      hops: undefined,
      stop() {},
      async settle(rows, mails, last) {
        reader ??= deadLetterReader(sqs, await deadLetterQueues(sqs), idsUnder('shareId'));
        const dead = await reader();
        // read after the queues: a share that is in neither then had its chance
        const inbox = await mails();
        for (const row of rows) {
          row.mails = inbox.get(row.shareId) ?? 0;
          row.fate = fateFromOutside(row, dead, last);
        }
      },
    };
  },
});

function fateFromOutside(row: Row, dead: ReadonlyMap<string, number>, last: boolean): Row['fate'] {
  if (row.mails > 0) return 'handled';
  if (!isAccepted(row)) return 'refused';
  if (dead.has(row.shareId)) return 'dead-lettered';
  return last ? 'lost' : 'waiting';
}

async function deadLetterQueues(sqs: SQSClient): Promise<string[]> {
  const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({ QueueNamePrefix: 'PushpullUsers' }));
  return QueueUrls.filter((url) => DEAD_LETTERS.test(url.split('/').at(-1) ?? ''));
}

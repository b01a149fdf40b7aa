import type { SQSClient } from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import { deadLetterReader, idsUnder } from './dead-letters.ts';

/** A queue whose every call takes 25 ms of its own time, and that hands out what is visible in any order, as SQS does. */
function slowQueue(letters: number) {
  let nowMs = 0;
  const visibleAt = new Map(Array.from({ length: letters }, (_, n) => [n, 0]));
  const visible = () => [...visibleAt].filter(([, at]) => at <= nowMs).map(([n]) => n);
  let random = 1;
  const next = (below: number) => (random = (random * 48_271) % 2_147_483_647) % below;
  return {
    async send({ input }: { input: { MaxNumberOfMessages?: number; VisibilityTimeout?: number } }) {
      nowMs += 25;
      const there = visible();
      if (input.MaxNumberOfMessages === undefined) return { Attributes: { ApproximateNumberOfMessages: String(there.length) } };
      const taken = Array.from(
        { length: Math.min(input.MaxNumberOfMessages, there.length) },
        () => there.splice(next(there.length), 1)[0] ?? 0,
      );
      for (const n of taken) visibleAt.set(n, nowMs + (input.VisibilityTimeout ?? 30) * 1000);
      return { Messages: taken.map((n) => ({ MessageId: `m${n}`, Body: JSON.stringify({ id: `share-${n}` }) })) };
    },
    wait: (ms: number) => void (nowMs += ms),
    visible,
  };
}

test('one look reads all dead letters, however many; the next counts none of them again, and they stay', async () => {
  const queue = slowQueue(1000);
  const read = deadLetterReader(queue as unknown as SQSClient, ['q'], idsUnder('id'));
  expect((await read()).size).toBe(1000);
  queue.wait(20_000);
  expect([...(await read()).values()].every((count) => count === 1)).toBe(true);
  queue.wait(20_000);
  expect(queue.visible()).toHaveLength(1000);
});

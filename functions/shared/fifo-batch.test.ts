import type { SQSEvent, SQSRecord } from 'aws-lambda';
import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { handleFifoBatch } from './fifo-batch.ts';
import { logger } from './logger.ts';

const message = fc.record({ group: fc.constantFrom('a', 'b', 'c'), fails: fc.boolean() });

it('answers as failed what failed and whatever stands behind it in its group, and handles the rest in order', async () => {
  vi.spyOn(logger, 'error').mockImplementation(() => undefined);
  await fc.assert(
    fc.asyncProperty(fc.array(message, { maxLength: 10 }), async (messages) => {
      const Records = messages.map(
        ({ group }, n) => ({ messageId: `${n}`, attributes: { MessageGroupId: group } }) as unknown as SQSRecord,
      );
      const handled: number[] = [];
      const { batchItemFailures } = await handleFifoBatch({ Records } as SQSEvent, async ({ messageId }) => {
        if (messages[Number(messageId)]?.fails) throw new Error('as asked');
        handled.push(Number(messageId));
      });
      const expected = messages.map(({ group }, n) => messages.slice(0, n + 1).some((other) => other.group === group && other.fails));
      expect(new Set(batchItemFailures.map(({ itemIdentifier }) => Number(itemIdentifier)))).toEqual(
        new Set(expected.flatMap((failed, n) => (failed ? [n] : []))),
      );
      for (const group of ['a', 'b', 'c']) {
        const own = handled.filter((n) => messages[n]?.group === group);
        expect(own).toEqual([...own].sort((a, b) => a - b));
      }
    }),
  );
});

import type { ReceiveMessageCommandOutput, SendMessageCommandOutput } from '@aws-sdk/client-sqs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { startEmulator } from '../../emulator.ts';

const GROUPS = ['a', 'b', 'c'];
const step = fc.oneof(
  fc.record({ do: fc.constant('send' as const), group: fc.constantFrom(...GROUPS), count: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ do: fc.constant('receive' as const), max: fc.integer({ min: 1, max: 10 }), visibility: fc.integer({ min: 1, max: 20 }) }),
  fc.record({ do: fc.constant('delete' as const), pick: fc.nat() }),
  fc.record({ do: fc.constant('release' as const), pick: fc.nat() }),
  fc.record({ do: fc.constant('advance' as const), ms: fc.integer({ min: 100, max: 15_000 }) }),
);

interface Held {
  body: string;
  handle: string;
  until: number;
}

/**
 * Whatever senders and consumers do: a group is in the hands of one receive at a time, a message comes only when all the older ones of
 * its group are gone or come with it, and every message that was sent is received until it is deleted.
 */
it('never reorders a group, never gives it out twice at a time, never loses a message', async () => {
  const stack = await startEmulator({ port: 0, frozen: true });
  const call = <T>(operation: string, input: object) =>
    stack.stack.call<T>('sqs', operation, input, { account: '111122223333', region: 'eu-west-1' });
  let run = 0;

  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 60 }), fc.constantFrom(0, 2), async (steps, delay) => {
      const { QueueUrl } = await call<{ QueueUrl: string }>('CreateQueue', {
        QueueName: `p${run++}.fifo`,
        Attributes: { FifoQueue: 'true', ContentBasedDeduplication: 'true', DelaySeconds: String(delay) },
      });
      /** What is in the queue, in the order in which it was sent, by group. */
      const model = new Map<string, string[]>(GROUPS.map((group) => [group, []]));
      let batches: Held[][] = [];
      let sent = 0;
      const lists = () => [...model.values()];
      const drop = () => {
        const now = stack.clock.now();
        batches = batches.map((batch) => batch.filter((held) => held.until > now)).filter((batch) => batch.length > 0);
      };

      const receive = async (max: number, visibility: number) => {
        drop();
        const { Messages = [] } = await call<ReceiveMessageCommandOutput>('ReceiveMessage', {
          QueueUrl,
          MaxNumberOfMessages: max,
          VisibilityTimeout: visibility,
        });
        const got = new Set<string>();
        for (const { Body = '' } of Messages) {
          const group = Body.charAt(0);
          expect(batches.flat().some((held) => held.body.startsWith(group))).toBe(false);
          const list = model.get(group) ?? [];
          expect(list.slice(0, list.indexOf(Body)).every((older) => got.has(older))).toBe(true);
          expect(list).toContain(Body);
          expect(got.has(Body)).toBe(false);
          got.add(Body);
        }
        if (Messages.length > 0)
          batches.push(
            Messages.map((m) => ({ body: m.Body ?? '', handle: m.ReceiptHandle ?? '', until: stack.clock.now() + visibility * 1000 })),
          );
        return Messages.length;
      };
      const remove = async ({ body, handle }: Held) => {
        await call('DeleteMessage', { QueueUrl, ReceiptHandle: handle });
        const list = model.get(body.charAt(0)) ?? [];
        list.splice(list.indexOf(body), 1);
        batches = batches.map((batch) => batch.filter((held) => held.handle !== handle)).filter((batch) => batch.length > 0);
      };

      for (const s of steps) {
        drop();
        if (s.do === 'send') {
          for (let i = 0; i < s.count; i++) {
            const body = `${s.group}${sent++}`;
            await call<SendMessageCommandOutput>('SendMessage', { QueueUrl, MessageBody: body, MessageGroupId: s.group });
            model.get(s.group)?.push(body);
          }
        } else if (s.do === 'receive') await receive(s.max, s.visibility);
        else if (s.do === 'advance') await stack.clock.advance(s.ms);
        else if (s.do === 'delete') {
          const held = batches.flat();
          const one = held[s.pick % Math.max(1, held.length)];
          if (one) await remove(one);
        } else {
          const batch = batches[s.pick % Math.max(1, batches.length)];
          if (!batch) continue;
          const Entries = batch.map(({ handle }, i) => ({ Id: String(i), ReceiptHandle: handle, VisibilityTimeout: 0 }));
          await call('ChangeMessageVisibilityBatch', { QueueUrl, Entries });
          batches = batches.filter((other) => other !== batch);
        }
      }

      await stack.clock.advance(25_000);
      drop();
      while (lists().some((list) => list.length > 0)) {
        expect(await receive(10, 5)).toBeGreaterThan(0);
        for (const held of batches.flat()) await remove(held);
      }
      expect(await receive(10, 5)).toBe(0);
      await call('DeleteQueue', { QueueUrl });
    }),
    { numRuns: 150 },
  );
  await stack.stop();
});

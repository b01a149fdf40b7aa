import type { DynamoDBRecord } from 'aws-lambda';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { fromOutbox, sendOut } from './send-out.ts';

const schema = z.object({ n: z.int() });
const image = (text: string | undefined): Record<string, { S: string }> => (text === undefined ? {} : { outbox: { S: text } });
/** A change of an item; what its outbox had before, and has now. */
const change = (sequence: number, after?: string, before?: string): DynamoDBRecord => ({
  dynamodb: { SequenceNumber: `s${sequence}`, NewImage: image(after), OldImage: image(before) },
});

describe('an outbox', () => {
  it('sends one after the other, and begins again at the one that failed: in the end all, in order, whatever is away and when', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(12), fc.array(fc.boolean(), { maxLength: 20 }), async (count, failures) => {
        let records = Array.from({ length: count }, (_, n) => change(n, JSON.stringify({ n })));
        const sent: number[] = [];
        const said: string[] = [];
        const publish = async ({ n }: { n: number }) => {
          if (failures.shift()) throw new Error('the topic is away');
          sent.push(n);
        };
        // as Lambda does: that one and those after it come again
        for (let failed = true; failed; ) {
          const { batchItemFailures } = await sendOut(records, {
            ...{ messageOf: fromOutbox(schema), publish, failed: ({ message }) => said.push(message) },
          });
          failed = batchItemFailures.length > 0;
          const from = records.findIndex(({ dynamodb }) => dynamodb?.SequenceNumber === batchItemFailures[0]?.itemIdentifier);
          if (failed) records = records.slice(from);
          expect(said.splice(0)).toEqual(failed ? ['the topic is away'] : []);
        }
        expect(sent).toEqual(Array.from({ length: count }, (_, n) => n));
      }),
    );
  });

  it('sends a message once for the change that brought it, and nothing for other changes, or for what is deleted', async () => {
    const sent: number[] = [];
    const [one, two] = ['{"n":1}', '{"n":2}'];
    const deleted: DynamoDBRecord = { eventName: 'REMOVE', dynamodb: { SequenceNumber: 's9' } };
    const records = [change(1, one), change(2, one, one), change(3), change(4, two, one), deleted];
    const deps = { messageOf: fromOutbox(schema), publish: async ({ n }: { n: number }) => void sent.push(n), failed() {} };
    expect(await sendOut(records, deps)).toEqual({ batchItemFailures: [] });
    expect(sent).toEqual([1, 2]);
  });

  it.each(['{"n":"one"}', 'no json'])('does not pass on what is no message: %s', async (text) => {
    const publish = () => Promise.reject(new Error('never'));
    const answer = await sendOut([change(1, text)], { messageOf: fromOutbox(schema), publish, failed() {} });
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 's1' }] });
  });
});

import type { DynamoDBRecord } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { type Change, publishChanges } from './publish-changes.ts';

const schema = z.object({ type: z.string(), userId: z.string(), revision: z.int(), date: z.string() });
const record = (revision: number): DynamoDBRecord => ({
  dynamodb: {
    SequenceNumber: `s${revision}`,
    NewImage: { outbox: { S: JSON.stringify({ type: 'UserChanged', userId: 'user-0001', revision, date: '2026-01-01T00:00:00.000Z' }) } },
  },
});

describe('publishChanges', () => {
  it('sends one after the other, and begins again at the one that failed', async () => {
    const sent: number[] = [];
    const failed: string[] = [];
    const publish = async ({ revision }: Change) => {
      if (revision === 2) throw new Error('the bus is away');
      sent.push(revision);
    };
    const answer = await publishChanges([record(1), record(2), record(3)], {
      schema,
      publish,
      failed: ({ message }) => failed.push(message),
    });
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 's2' }] });
    expect({ sent, failed }).toEqual({ sent: [1], failed: ['the bus is away'] });
  });

  it('passes over what is deleted: there is nothing to say', async () => {
    const answer = await publishChanges([{ eventName: 'REMOVE', dynamodb: { SequenceNumber: 's1' } }], {
      ...{ schema, publish: () => Promise.reject(new Error('never')), failed() {} },
    });
    expect(answer).toEqual({ batchItemFailures: [] });
  });
});

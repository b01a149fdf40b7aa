import type { DynamoDBRecord } from 'aws-lambda';
import { expect, it } from 'vitest';
import type { OrderEvent } from '../messages.ts';
import { publishOrderEvents } from './core.ts';

const event = (orderId: string): OrderEvent => ({
  ...{ type: 'OrderConfirmed', version: 1, orderId, date: '2030-01-01T00:00:00.000Z', prime: true },
});
const change = (n: number, after?: OrderEvent, before?: OrderEvent): DynamoDBRecord => ({
  dynamodb: {
    SequenceNumber: String(n),
    ...(after ? { NewImage: { outbox: { S: JSON.stringify(after) } } } : { NewImage: {} }),
    ...(before ? { OldImage: { outbox: { S: JSON.stringify(before) } } } : {}),
  },
});

it('sends a message once for the change that brought it, and nothing for other changes', async () => {
  const sent: string[] = [];
  const publish = async ({ orderId }: OrderEvent) => void sent.push(orderId);
  const records = [change(1, event('a')), change(2, event('a'), event('a')), change(3), change(4, event('b'), event('a'))];
  expect(await publishOrderEvents(records, { publish, failed: () => {} })).toEqual({ batchItemFailures: [] });
  expect(sent).toEqual(['a', 'b']);
});

it('stops at the first that fails, and has that one and those after it brought again', async () => {
  const sent: string[] = [];
  const publish = async ({ orderId }: OrderEvent) => {
    if (orderId === 'b') throw new Error('the topic is away');
    sent.push(orderId);
  };
  const records = ['a', 'b', 'c'].map((id, n) => change(n + 1, event(id)));
  expect(await publishOrderEvents(records, { publish, failed: () => {} })).toEqual({ batchItemFailures: [{ itemIdentifier: '2' }] });
  expect(sent).toEqual(['a']);
});

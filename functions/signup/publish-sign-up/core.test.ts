import type { DynamoDBRecord } from 'aws-lambda';
import { expect, test } from 'vitest';
import type { UserSignedUp } from '../messages.ts';
import { publishSignUps } from './core.ts';

const record = (n: number, email = `p${n}@example.com`): DynamoDBRecord => {
  const NewImage = { accountId: { S: `a${n}` }, email: { S: email }, name: { S: 'Ann' }, signedUpAt: { N: '7' } };
  return { eventName: 'INSERT', dynamodb: { SequenceNumber: String(n), NewImage } };
};

async function published(records: DynamoDBRecord[], down = (_message: UserSignedUp) => false) {
  const messages: UserSignedUp[] = [];
  const failed: string[] = [];
  const answer = await publishSignUps(records, {
    async publish(message) {
      if (down(message)) throw new Error('down');
      messages.push(message);
    },
    failed: (error) => failed.push(error.message),
  });
  return { messages, failed, answer };
}

test('tells of new accounts', async () => {
  const { messages, answer } = await published([record(1), record(4)]);
  expect(messages).toEqual([
    { type: 'UserSignedUp', version: 1, accountId: 'a1', email: 'p1@example.com', name: 'Ann', signedUpAt: 7 },
    expect.objectContaining({ accountId: 'a4' }),
  ]);
  expect(answer).toEqual({ batchItemFailures: [] });
});

test('stops at the first that fails and says which, so that it and those after it come again', async () => {
  const { messages, failed, answer } = await published([record(1), record(2), record(3)], ({ accountId }) => accountId === 'a2');
  expect(messages.map(({ accountId }) => accountId)).toEqual(['a1']);
  expect(failed).toEqual(['down']);
  expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: '2' }] });
});

test('an account that makes no valid message is not passed on', async () => {
  const { messages, answer } = await published([record(1, 'nobody')]);
  expect(messages).toEqual([]);
  expect(answer.batchItemFailures).toHaveLength(1);
});

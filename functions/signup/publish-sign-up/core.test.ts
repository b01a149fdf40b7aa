import { expect, test } from 'vitest';
import { signUpOf } from './core.ts';

const record = (email: string) => ({
  ...{ eventName: 'INSERT' as const },
  dynamodb: { NewImage: { accountId: { S: 'a1' }, email: { S: email }, name: { S: 'Ann' }, signedUpAt: { N: '7' } } },
});

test('tells of a new account', () => {
  const message = { type: 'UserSignedUp', version: 1, accountId: 'a1', email: 'ann@example.com', name: 'Ann', signedUpAt: 7 };
  expect(signUpOf(record('ann@example.com'))).toEqual(message);
});

test('an account that makes no valid message is none', () => {
  expect(() => signUpOf(record('nobody'))).toThrow('email');
});

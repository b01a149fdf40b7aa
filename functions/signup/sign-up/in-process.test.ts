import { expect, test } from 'vitest';
import { ANN, fakeParties, memoryAccounts } from '../testing.ts';
import { signUpAndGoOn } from './in-process.ts';

test('answers before anything is done, and goes on up the ladder until all is', async () => {
  const waits: number[] = [];
  const { has, perform } = fakeParties((step, attempt) => step === 'newsletter' && attempt < 9);
  const deps = { accounts: memoryAccounts(), perform, retryBaseMs: 10, wait: async (ms: number) => void waits.push(ms) };
  const { rest } = await signUpAndGoOn(ANN, deps);
  expect(deps.accounts.all.size).toBe(1);
  expect(has.newsletter.size).toBe(0);
  await rest;
  expect([has.newsletter.size, has.welcome.size]).toEqual([1, 1]);
  expect(waits).toEqual([10, 20, 40, 80, 160, 320, 320, 320]);
});

test('no account, no work: a refusal is for the caller', async () => {
  const { has, perform } = fakeParties();
  const accounts = { create: () => Promise.reject(new Error('taken')) };
  await expect(signUpAndGoOn(ANN, { accounts, perform, retryBaseMs: 1 })).rejects.toThrow('taken');
  expect(has.newsletter.size).toBe(0);
});

import { expect, test } from 'vitest';
import { ANN, fakeParties, memoryAccounts } from '../testing.ts';
import { signUpOrUndo } from './rollback.ts';

const unsubscribeFrom = (has: ReturnType<typeof fakeParties>['has']) => async () => void has.newsletter.delete(ANN.accountId);

test('all or nothing: all', async () => {
  const accounts = memoryAccounts();
  const { has, perform } = fakeParties();
  await signUpOrUndo(ANN, { accounts, perform, unsubscribe: unsubscribeFrom(has) });
  expect([accounts.all.size, has.newsletter.size, has.welcome.size]).toEqual([1, 1, 1]);
});

test.each(['newsletter', 'welcome'])('all or nothing: nothing when the %s fails', async (broken) => {
  const accounts = memoryAccounts();
  const { has, perform } = fakeParties((step) => step === broken);
  await expect(signUpOrUndo(ANN, { accounts, perform, unsubscribe: unsubscribeFrom(has) })).rejects.toMatchObject({
    status: 502,
    code: 'SIGN_UP_FAILED',
  });
  expect([accounts.all.size, has.newsletter.size, has.welcome.size]).toEqual([0, 0, 0]);
});

test('an undo that fails is admitted, and the account goes all the same', async () => {
  const accounts = memoryAccounts();
  const { has, perform } = fakeParties((step) => step === 'welcome');
  const unsubscribe = () => Promise.reject(new Error('down'));
  await expect(signUpOrUndo(ANN, { accounts, perform, unsubscribe })).rejects.toMatchObject({ code: 'UNDO_FAILED' });
  expect([accounts.all.size, has.newsletter.size]).toEqual([0, 1]);
});

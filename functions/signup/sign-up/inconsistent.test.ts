import { expect, test } from 'vitest';
import { ANN, fakeParties, memoryAccounts } from '../testing.ts';
import { signUpAnyway } from './inconsistent.ts';

test.each([[[]], [['newsletter']], [['welcome']], [['newsletter', 'welcome']]])(
  'the account stays, and the answer says what is missing: %j',
  async (broken) => {
    const accounts = memoryAccounts();
    const { has, perform } = fakeParties((step) => (broken as string[]).includes(step));
    const failed: string[] = [];
    const deps = { accounts, perform, failed: (step: string) => failed.push(step) };
    expect(await signUpAnyway(ANN, deps)).toEqual({ missing: broken });
    expect(failed).toEqual(broken);
    expect(accounts.all.size).toBe(1);
    expect(has.newsletter.size + has.welcome.size).toBe(2 - broken.length);
  },
);

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { STEPS } from '../account.ts';
import { accountsToRepair } from '../accounts-to-repair/core.ts';
import { ANN, fakeParties, memoryAccounts } from '../testing.ts';
import { repairAccounts } from './core.ts';

const account = (n: number) => ({ ...ANN, accountId: `a${n}`, design: 'inconsistent' as const, signedUpAt: n });

test('a report names exactly what is missing, of that design and since that time', async () => {
  const accounts = memoryAccounts(account(1), account(2), account(3), { ...account(4), design: 'durable' });
  const parties = fakeParties();
  parties.has.newsletter.add('a2').add('a3');
  parties.has.welcome.add('a3');
  const report = (since: number) => accountsToRepair('inconsistent', since, { accounts, entries: parties.entries });
  expect(await report(0)).toEqual([
    { account: account(1), missing: ['newsletter', 'welcome'] },
    { account: account(2), missing: ['welcome'] },
  ]);
  expect(await report(2)).toHaveLength(1);
});

test('whatever is there and whatever fails, repairing until nothing has failed gives each account everything', async () => {
  const ids = fc.uniqueArray(fc.integer({ min: 0, max: 9 }));
  await fc.assert(
    fc.asyncProperty(ids, ids, fc.array(fc.boolean(), { maxLength: 30 }), async (subscribed, welcomed, failures) => {
      const accounts = memoryAccounts(...Array.from({ length: 10 }, (_, n) => account(n)));
      const parties = fakeParties((_step, attempt) => failures[attempt] ?? false);
      for (const n of subscribed) parties.has.newsletter.add(`a${n}`);
      for (const n of welcomed) parties.has.welcome.add(`a${n}`);
      let repaired = 0;
      const said: string[] = [];
      for (let failed = 1; failed > 0; ) {
        const run = await repairAccounts('inconsistent', 0, {
          accounts,
          ...parties,
          failed: (step, { accountId }) => said.push(`${step} ${accountId}`),
        });
        repaired += run.repaired;
        expect(said.splice(0)).toHaveLength(run.failed);
        failed = run.failed;
      }
      expect(repaired).toBe(20 - subscribed.length - welcomed.length);
      for (const step of STEPS) expect(parties.has[step].size).toBe(10);
    }),
  );
});

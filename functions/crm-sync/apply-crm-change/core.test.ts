import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { CrmChange } from '../messages.ts';
import { applyCrmChange } from './core.ts';

const change = fc
  .record({ userId: fc.constantFrom('u1', 'u2'), crmVersion: fc.integer({ min: 1, max: 9 }) })
  .map(({ userId, crmVersion }): CrmChange => {
    const email = `${userId}-${crmVersion}@example.com`;
    return { version: 1, userId, email, crmVersion, occurredAt: crmVersion, source: 'webhook' };
  });

it('ends with the newest of each user, in whatever order and however often changes come', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(change, { maxLength: 30 }), async (changes) => {
      const users = new Map<string, CrmChange>();
      const applyIfNewer = async (one: CrmChange) => {
        const newer = one.crmVersion > (users.get(one.userId)?.crmVersion ?? 0);
        if (newer) users.set(one.userId, one);
        return newer;
      };
      for (const one of changes) await applyCrmChange(JSON.stringify(one), { applyIfNewer, log: () => {} });
      for (const [userId, { crmVersion }] of users)
        expect(crmVersion).toBe(Math.max(...changes.filter((one) => one.userId === userId).map((one) => one.crmVersion)));
    }),
  );
});

it('throws for what is no change, so that it ends in the DLQ and is seen', async () => {
  const deps = { applyIfNewer: async () => true, log: () => {} };
  await expect(applyCrmChange('{"version":2}', deps)).rejects.toThrow();
});

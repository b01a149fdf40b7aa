import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type ReconcileDeps, reconcile } from './core.ts';

const all = (count: number) =>
  Array.from({ length: count }, (_, n) => ({
    ...{
      version: 1 as const,
      source: 'reconcile' as const,
      userId: `u${n % 3}`,
      email: 'ada@example.com',
      crmVersion: n + 1,
      occurredAt: n,
    },
  }));

it('misses no change, wherever runs are cut off, and is stopped by no record that is none', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(25), fc.array(fc.nat(25)), fc.infiniteStream(fc.constantFrom(true, true, false)), async (count, bad, luck) => {
      let cursor = 0;
      const queued: number[] = [];
      const tries = luck[Symbol.iterator]();
      const flaky = () => {
        if (!tries.next().value) throw new Error('cut off');
      };
      const aside: number[] = [];
      const deps: ReconcileDeps = {
        readCursor: async () => cursor,
        moveCursor: async (seen: number) => {
          flaky();
          cursor = Math.max(cursor, seen);
        },
        changesSince: async (since: number) => {
          flaky();
          const newer = all(count).filter(({ crmVersion }) => crmVersion > since);
          const page = newer.slice(0, 4);
          const isInvalid = ({ crmVersion }: { crmVersion: number }) => bad.includes(crmVersion);
          return {
            changes: page.filter((change) => !isInvalid(change)),
            invalid: page.filter(isInvalid).map((record) => ({ record, problem: 'no' })),
            cursor: page.at(-1)?.crmVersion ?? since,
            more: newer.length > 4,
          };
        },
        queue: async (changes: { crmVersion: number }[]) => {
          flaky();
          queued.push(...changes.map(({ crmVersion }) => crmVersion));
        },
        setAside: async ({ record }) => {
          flaky();
          aside.push((record as { crmVersion: number }).crmVersion);
        },
      };
      for (let run = 0; run < 500 && cursor < count; run++) await reconcile(deps).catch(() => undefined);
      const versions = all(count).map(({ crmVersion }) => crmVersion);
      const sorted = (found: number[]) => [...new Set(found)].sort((a, b) => a - b);
      expect(sorted(queued)).toEqual(versions.filter((version) => !bad.includes(version)));
      expect(sorted(aside)).toEqual(versions.filter((version) => bad.includes(version)));
    }),
    { numRuns: 50 },
  );
});

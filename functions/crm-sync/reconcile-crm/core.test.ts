import fc from 'fast-check';
import { expect, it } from 'vitest';
import { reconcile } from './core.ts';

const all = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ userId: `u${n % 3}`, email: 'ada@example.com', version: n + 1, receivedAt: n }));

it('misses no change, wherever runs are cut off', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(25), fc.infiniteStream(fc.constantFrom(true, true, false)), async (count, luck) => {
      let cursor = 0;
      const queued: number[] = [];
      const tries = luck[Symbol.iterator]();
      const flaky = () => {
        if (!tries.next().value) throw new Error('cut off');
      };
      const deps = {
        readCursor: async () => cursor,
        moveCursor: async (seen: number) => {
          flaky();
          cursor = Math.max(cursor, seen);
        },
        changesSince: async (since: number) => {
          flaky();
          const newer = all(count).filter(({ version }) => version > since);
          const changes = newer.slice(0, 4);
          return { changes, cursor: changes.at(-1)?.version ?? since, more: newer.length > 4 };
        },
        queue: async (changes: { crmVersion: number }[]) => {
          flaky();
          queued.push(...changes.map(({ crmVersion }) => crmVersion));
        },
      };
      for (let run = 0; run < 500 && cursor < count; run++) await reconcile(deps).catch(() => undefined);
      expect([...new Set(queued)].sort((a, b) => a - b)).toEqual(all(count).map(({ version }) => version));
    }),
    { numRuns: 50 },
  );
});

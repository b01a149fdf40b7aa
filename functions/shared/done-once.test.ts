import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { type DoneStore, doneOnce } from './done-once.ts';
import type { ThirdPartyAnswer } from './third-party-post.ts';

/** Where an attempt ends. */
const ENDS = ['before', 'after the work', 'never'] as const;

/** A third party that knows its keys, or one that does not. */
function attempts(ends: readonly (typeof ENDS)[number][], honoursKeys: boolean) {
  const notes = new Map<string, ThirdPartyAnswer>();
  const effects: string[] = [];
  const run = async (end: (typeof ENDS)[number]) => {
    const store: DoneStore = {
      find: async (id) => notes.get(id),
      async note(id, answer) {
        if (end === 'after the work') throw new Error('killed');
        notes.set(id, answer);
      },
    };
    return doneOnce('a1', store, async () => {
      if (end === 'before') throw new Error('down');
      if (!honoursKeys || !effects.includes('a1')) effects.push('a1');
      return { id: 'e1' };
    });
  };
  return { effects, all: async () => Promise.all(ends.map((end) => run(end).catch(() => undefined))) };
}

test('however many attempts, side by side or not, and wherever they end: one effect', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom(...ENDS), { maxLength: 8 }), async (ends) => {
      const { effects, all } = attempts([...ends, 'never'], true);
      await all();
      expect(effects).toHaveLength(1);
    }),
  );
});

test('a third party without keys does it again after a crash: the note alone is not enough', async () => {
  const crash = attempts(['after the work', 'never'], false);
  await crash.all();
  expect(crash.effects).toHaveLength(2);
});

test('who comes later is told what was answered', async () => {
  const notes = new Map<string, ThirdPartyAnswer>([['a1', { refused: 'INVALID_INPUT' }]]);
  const store: DoneStore = { find: async (id) => notes.get(id), note: () => Promise.reject(new Error('not again')) };
  const perform = () => Promise.reject(new Error('not again'));
  expect(await doneOnce('a1', store, perform)).toEqual({ answer: { refused: 'INVALID_INPUT' }, duplicate: true });
});

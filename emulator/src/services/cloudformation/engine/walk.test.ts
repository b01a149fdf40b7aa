import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { walk } from './walk.ts';

/** Graphs without circles: each node needs only nodes before it. */
const graphs = fc
  .array(fc.array(fc.nat(), { maxLength: 3 }), { maxLength: 25 })
  .map((nodes) => new Map(nodes.map((needed, i) => [`n${i}`, i === 0 ? [] : needed.map((n) => `n${n % i}`)])));

const signal = new AbortController().signal;

test('every node runs once, after all that it needs', async () => {
  await fc.assert(
    fc.asyncProperty(graphs, fc.infiniteStream(fc.boolean()), async (graph, slow) => {
      const done: string[] = [];
      const failures = await walk(
        graph,
        async (name) => {
          expect((graph.get(name) ?? []).every((needed) => done.includes(needed))).toBe(true);
          if (slow.next().value) await new Promise((resolve) => setImmediate(resolve));
          done.push(name);
        },
        { signal },
      );
      expect(failures.size).toBe(0);
      expect([...done].sort()).toEqual([...graph.keys()].sort());
    }),
    { numRuns: 100 },
  );
});

test('keepGoing runs all but what depends on a failure', async () => {
  const done: string[] = [];
  const graph = new Map([
    ['a', []],
    ['b', ['a']],
    ['c', []],
    ['d', ['b', 'c']],
  ] as [string, string[]][]);
  const failures = await walk(
    graph,
    async (name) => {
      if (name === 'a') throw new Error('no');
      done.push(name);
    },
    { keepGoing: true, signal },
  );
  expect([...failures.keys()]).toEqual(['a']);
  expect(done).toEqual(['c']);
});

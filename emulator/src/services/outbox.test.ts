import { expect, test } from 'vitest';
import { memoryJournal } from '../journal/memory.ts';
import { createOutbox } from './outbox.ts';

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

test('what was accepted begins once the caller is done, all of it together; what a stack left behind begins again', async () => {
  const journal = memoryJournal().table<{ id: string }>('deliveries');
  const begun: string[][] = [];
  const first = createOutbox(journal, (ready) => begun.push(ready.map(({ id }) => id)));
  first.accept([{ id: 'a' }, { id: 'b' }]);
  first.accept([{ id: 'c' }]);
  expect(begun).toEqual([]);
  await turn();
  expect(begun).toEqual([['a', 'b', 'c']]);
  journal.delete('b');
  first.accept([{ id: 'd' }]);
  first.stop();
  await turn();
  expect(begun).toHaveLength(1);
  createOutbox(journal, (ready) => begun.push(ready.map(({ id }) => id)));
  await turn();
  expect(begun[1]).toEqual(['a', 'c', 'd']);
});

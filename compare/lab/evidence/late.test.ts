import { expect, test } from 'vitest';
import { rowOf } from '../testing.ts';
import { enterLateMails, keyOf } from './late.ts';

const mail = (shareId: string, n = 1) => ({ id: `${shareId}-${n}`, receivedAt: 10, shareId, from: '', to: '', subject: '', text: '' });

test('mails that came after the last look are in the ledger; those that belong to nothing are told', () => {
  const earlier = rowOf({ lane: 'Push', id: 'a', repetition: 1, mails: 1, fate: 'handled' });
  const given = rowOf({ lane: 'Push', id: 'b', repetition: 1, mails: 0, fate: 'lost' });
  const now = rowOf({ lane: 'Push', id: 'c', repetition: 2, mails: 1, fate: 'handled' });
  const known = new Map([earlier, given, now].map((row) => [keyOf(row), row]));
  const inbox = [mail('a/0'), mail('b/0'), mail('c/0'), mail('c/0', 2), mail('nobody/0'), mail('c/1')];
  expect(enterLateMails(inbox, [now], known)).toBe(2);
  expect([earlier.mails, given.mails, now.mails]).toEqual([2, 1, 2]);
  expect(given).toMatchObject({ fate: 'handled', deliveredAt: 10 });
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fateOf } from './evidence/fate.ts';
import { ledgerOf } from './ledger.ts';
import { percentile } from './measures.ts';
import { FATES, type Row } from './rows.ts';

const row = (fate: Row['fate'], mails = fate === 'handled' ? 1 : 0): Row => ({
  mode: 'push',
  shareId: 's',
  traceId: 't',
  intendedAt: 0,
  sentAt: 0,
  answeredAt: 0,
  status: 202,
  stamps: {},
  fate,
  mails,
});

test('a ledger adds up whatever the fates, and not when a share is missing', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...FATES)), (fates) => {
      const rows = fates.map((fate) => row(fate));
      expect(ledgerOf(rows, rows.length).addsUp).toBe(true);
      expect(ledgerOf(rows, rows.length + 1).addsUp).toBe(false);
    }),
  );
});

test('mails beyond the first are duplicates', () => {
  expect(ledgerOf([row('handled', 3), row('handled')], 2).duplicates).toBe(2);
});

test.each([
  ['a mail, whatever else', { status: 0, mails: 1 }, [], 'handled'],
  ['the caller was told', { status: 502, mails: 0 }, ['lambda.started'], 'refused'],
  ['queued for a retry', { status: 202, mails: 0 }, ['lambda.started', 'lambda.finished', 'lambda.retried'], 'waiting'],
  ['being handled', { status: 202, mails: 0 }, ['sqs.sent', 'sqs.received'], 'in flight'],
  ['given up', { status: 202, mails: 0 }, ['sqs.received', 'sqs.dead-lettered'], 'dead-lettered'],
  ['no evidence', { status: 202, mails: 0 }, [], 'lost'],
] as const)('fate: %s', (_, share, hops, fate) => {
  expect(
    fateOf(
      { mode: 'push', ...share },
      hops.map((type) => ({ type })),
    ),
  ).toBe(fate);
});

test('percentiles are exact, by nearest rank', () => {
  const values = Array.from({ length: 200 }, (_, i) => i + 1);
  expect([percentile(values, 0.5), percentile(values, 0.95), percentile(values, 0.99), percentile([], 0.5)]).toEqual([
    100,
    190,
    198,
    undefined,
  ]);
});

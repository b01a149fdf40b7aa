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
  ['a mail, whatever else', { accepted: false, mails: 1 }, 'async-queue', [], 'handled'],
  ['the caller was told', { accepted: false, mails: 0 }, 'async-queue', ['lambda.started'], 'refused'],
  ['queued for a retry', { accepted: true, mails: 0 }, 'async-queue', ['lambda.started', 'lambda.finished', 'lambda.retried'], 'waiting'],
  ['being handled', { accepted: true, mails: 0 }, 'mapping', ['sqs.sent', 'sqs.received'], 'in flight'],
  ['given up', { accepted: true, mails: 0 }, 'mapping', ['sqs.received', 'sqs.dead-lettered'], 'dead-lettered'],
  ['no evidence', { accepted: true, mails: 0 }, 'async-queue', [], 'lost'],
] as const)('fate: %s', (_, share, consumer, hops, fate) => {
  expect(
    fateOf(
      share,
      consumer,
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

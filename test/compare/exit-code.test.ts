import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { present } from '../../bin/commands/compare-present.ts';
import { EXIT } from '../../compare/errors.ts';
import { figuresOf } from '../../compare/lab/figures.ts';
import { lane } from '../../compare/lab/lane.ts';
import { terminalText } from '../../compare/lab/report/terminal.ts';
import { BEGAN, rowOf, runOf } from '../../compare/lab/testing.ts';
import { FATES } from '../../compare/rows.ts';

const lanes = [lane('push'), lane('pull')];
const messages = fc.array(
  fc.record({
    lane: fc.constantFrom('Push', 'Pull'),
    repetition: fc.integer({ min: 0, max: 3 }),
    fate: fc.constantFrom(...FATES),
    mails: fc.nat(3),
  }),
  { maxLength: 60 },
);
const RED = '\u001b[31m';

describe('the ledger of a run', () => {
  test('adds up whatever becomes of the messages, and counts every fate and every second mail', () => {
    fc.assert(
      fc.property(messages, (all) => {
        const run = runOf(all.map(rowOf), {}, lanes);
        for (const { lane, ledger } of figuresOf(run)) {
          const own = all.filter((one) => one.lane === lane.id && one.repetition > 0);
          expect(ledger).toMatchObject({ addsUp: true, sent: own.length });
          for (const fate of FATES) expect(ledger.fates[fate]).toBe(own.filter((one) => one.fate === fate).length);
          expect(ledger.duplicates).toBe(own.reduce((sum, { mails }) => sum + Math.max(0, mails - 1), 0));
        }
      }),
    );
  });

  test('does not when a message is missing, or is there once too often', () => {
    fc.assert(
      fc.property(messages, fc.constantFrom(-1, 1), (all, wrong) => {
        const right = runOf([...all, { lane: 'Push', repetition: 1 }].map(rowOf), {}, lanes);
        const sent = right.sent.map((one, i) => (i === 0 ? { ...one, count: one.count + wrong } : one));
        const [first, ...others] = figuresOf({ ...right, sent });
        expect(first?.ledger.addsUp).toBe(false);
        expect(others.every(({ ledger }) => ledger.addsUp)).toBe(true);
      }),
    );
  });
});

describe('what the command makes of it', () => {
  beforeEach(() => void vi.spyOn(console, 'log').mockImplementation(() => {}));
  afterEach(() => void vi.restoreAllMocks());
  const rows = Array.from({ length: 8 }, (_, i) => rowOf({ lane: i % 2 ? 'Pull' : 'Push', id: `m${i}`, sentAt: BEGAN + i * 100 }));
  const right = runOf(rows, {}, lanes);

  test('a run whose ledger adds up is no failure', async () => {
    await expect(present(right, {})).resolves.toBeUndefined();
  });

  test('one whose ledger does not fails, and the lane is named', async () => {
    const run = { ...right, rows: right.rows.filter(({ id }) => id !== 'm1') };
    await expect(present(run, {})).rejects.toMatchObject({ message: 'The ledger does not add up: pull.', exitCode: EXIT.failed });
    expect(terminalText(run, { colour: false, columns: 100 })).toContain('WRONG');
  });

  test('a message that is lost is red, and nothing is where none is', () => {
    const { deliveredAt: _d, receivedAt: _r, handledAt: _h, ...lost } = rowOf({ lane: 'Pull', id: 'm9', fate: 'lost', mails: 0 });
    const text = terminalText(runOf([...rows, lost], {}, lanes), { colour: true, columns: 100 });
    expect(
      text
        .split('\n')
        .filter((line) => line.includes(RED))
        .join('\n'),
    ).toMatch(/LOST/);
    expect(terminalText(right, { colour: true, columns: 100 })).not.toContain(RED);
  });
});

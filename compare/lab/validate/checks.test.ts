import { describe, expect, it } from 'vitest';
import { seeded } from '../../simulate/random.ts';
import { experiment } from '../experiments/validate.ts';
import { MODES } from '../modes.ts';
import type { Row } from '../row.ts';
import type { Run } from '../run.ts';
import { BEGAN, normal, rowOf, runOf } from '../testing.ts';
import { checksOf } from './checks.ts';

const KNOBS = experiment.knobs.parse({});
const SEED = 11;

/** A run of three repetitions as it is when the stack does what it is told; `alter` is what the lab is to find, or not. */
function honest(modes: readonly string[], alter: (row: Row, title: string) => Row = (row) => row): Run {
  const plan = experiment.plan(KNOBS, modes, 1, SEED);
  const random = seeded(SEED);
  const rows = plan.lanes.flatMap((lane) =>
    Array.from({ length: 3 * KNOBS.messages }, (_, i): Row => {
      const [repetition, index] = [1 + Math.floor(i / KNOBS.messages), i % KNOBS.messages];
      const sentAt = BEGAN + repetition * 60_000 + index * 250;
      const handledAt = Math.round(sentAt + 3 + 20 * Math.exp(0.2 * normal(random))) + 1000 * lane.settings.delayS;
      const receivedAt = handledAt + lane.settings.handlerMs + 4;
      const { fault, sends = 1 } = plan.order?.(lane, index) ?? {};
      const base = rowOf({ lane: lane.id, id: `run-${lane.id}-${repetition}-${index}`, repetition, sentAt });
      const given = lane.mode === 'sync' ? 'refused' : 'dead-lettered';
      const mails = lane.mode.startsWith('fifo') ? 1 : sends;
      const row: Row = {
        ...{ ...base, handledAt, receivedAt, deliveredAt: receivedAt + KNOBS.latencyMs, mails },
        ...(fault ? { fault: fault.kind, mails: 0, fate: fault.kind === 'throw' ? given : 'lost' } : {}),
      };
      return alter(row, lane.title);
    }),
  );
  return runOf(rows, { knobs: KNOBS, seed: SEED, messages: KNOBS.messages, repetitions: 3 }, plan.lanes);
}
const failing = (run: Run) => checksOf(run).filter(({ ok }) => !ok);

describe('validating the lab', () => {
  it('finds everything that was injected, and nothing else', () => {
    const checks = checksOf(honest(['push', 'pull', 'sync']));
    expect(checks.filter(({ ok }) => !ok)).toEqual([]);
    // provider, slow lane, three kinds of messages, two clean lanes for each; pull has a delayed lane as well, checked and clean
    expect(checks.map(({ lane }) => lane)).toHaveLength(7 + 9 + 7);
    // three repetitions of 3, 2 and 2
    const broken = checks.filter(({ lane }) => lane === 'push, broken');
    expect(broken.map(({ injected, found }) => [injected, found])).toEqual([
      ['9', '9'],
      ['6', '6'],
      ['6', '6'],
    ]);
    expect(checks.find(({ lane }) => lane === 'sync, broken')?.ok).toBe(true);
    expect(experiment.misses?.(honest(['push']))).toEqual([]);
    expect(experiment.findings?.(honest(['pull'])).join('\n')).toMatch(
      /pull, delayed: trigger, median, later than pull: injected 1\.00 s ± 25 ms, found/,
    );
  });

  it('finds nothing wrong with any mode that does what it declares, and a repeat that should have been dropped', () => {
    for (const { name } of MODES) expect(failing(honest([name]))).toEqual([]);
    const repeated = honest(['fifo'], (row, title) => (title === 'fifo, broken' && row.id.endsWith('-1-0') ? { ...row, mails: 2 } : row));
    expect(failing(repeated).map(({ what, injected, found }) => [what, injected, found])).toEqual([
      ['messages handed over twice, which the mode drops: mailed twice', '0', '1, 0 of them the right ones'],
    ]);
  });

  it('fails where a delay is off by more than the tolerance, and not where it is within', () => {
    const off = (ms: number) =>
      honest(['pull'], (row, title) =>
        title === 'pull, delayed'
          ? { ...row, handledAt: (row.handledAt as number) + ms, deliveredAt: (row.deliveredAt as number) + ms }
          : row,
      );
    expect(failing(off(10))).toEqual([]);
    expect(failing(off(60)).map(({ what }) => what)).toEqual(['trigger, median, later than pull']);
    expect(failing(off(-60)).map(({ what }) => what)).toEqual(['trigger, median, later than pull']);
    expect(experiment.misses?.(off(60)).join()).toContain('NOT what was injected');
  });

  it('fails where a slow handler, or the provider, is not seen', () => {
    const fast = honest(['push'], (row, title) =>
      title === 'push, slow' ? { ...row, deliveredAt: (row.deliveredAt as number) - 50 } : row,
    );
    expect(failing(fast).map(({ lane }) => lane)).toEqual(['push, slow']);
    const quick = honest(['push'], (row) => ({ ...row, deliveredAt: row.receivedAt as number }));
    expect(failing(quick).map(({ what }) => what)).toContain('work of the provider, median');
  });

  it('fails where a loss is not seen, where another message is lost, and where one is mailed twice for no reason', () => {
    let [hidden, moved] = [0, 0];
    const unseen = honest(['push'], (row) => (row.fate === 'lost' && hidden++ === 0 ? { ...row, fate: 'handled', mails: 1 } : row));
    expect(failing(unseen).map(({ injected, found }) => [injected, found])).toEqual([['9', '8']]);
    const swapped = honest(['push'], (row, title) => {
      if (title !== 'push, broken' || row.repetition > 1) return row;
      if (row.fate === 'lost') return { ...row, fate: 'handled', mails: 1 };
      return row.fault === undefined && row.mails === 1 && moved++ < 3 ? { ...row, fate: 'lost', mails: 0 } : row;
    });
    expect(failing(swapped)[0]?.found).toMatch(/^9, 6 of them the right ones$/);
    const twice = honest(['push'], (row, title) => (title === 'push' && row.id.endsWith('-1-0') ? { ...row, mails: 2 } : row));
    expect(failing(twice).map(({ lane, found }) => [lane, found])).toEqual([['push', '1']]);
  });

  it('fails where nothing was measured at all', () => {
    const silent = { ...honest(['push']), rows: [] };
    expect(failing(silent).length).toBeGreaterThan(3);
  });
});

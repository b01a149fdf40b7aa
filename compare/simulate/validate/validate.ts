import { mean } from '../../measures.ts';
import { explain } from '../../predict/explain.ts';
import { predict } from '../../predict/predict.ts';
import { wrapped } from '../../report/wrap.ts';
import { time } from '../report/time.ts';
import type { Settings } from '../settings.ts';
import { type Outcome, simulate } from '../simulate.ts';
import type { Measured } from './measured.ts';

/** A figure as it was measured, and as the simulation has it. */
export interface Gap {
  mode: string;
  what: string;
  measured: number;
  simulated: number;
  /** Simulated less measured, as a part of measured; of counts, as a part of all shares. */
  off: number;
  unit: 'ms' | 'a second' | 'shares';
}

export interface Validation {
  gaps: Gap[];
  /** Formula beside measurement. */
  explained: { mode: string; lines: string[] }[];
  /** What was measured, and cannot be simulated or is not in the calibration. */
  skipped: { mode: string; why: string }[];
  /** Whether the latencies of the parts come from another run than the one they are held against. */
  outOfSample: boolean;
}

/**
 * Simulates what was measured, and says how far off it is. `calibration`: the run that the latencies of the parts are taken from;
 * without it they are the run's own, and what is tested is how they add up, and everything that happens in an outage.
 */
export function validate(run: Measured, calibration: Measured = run): Validation {
  const gaps: Gap[] = [];
  const explained: Validation['explained'] = [];
  const skipped: Validation['skipped'] = [];
  for (const measured of run.modes) {
    const { name, simulated } = measured;
    const parts = calibration.modes.find((known) => known.name === name)?.parts;
    if (typeof simulated === 'string' || parts === undefined) {
      skipped.push({ mode: name, why: typeof simulated === 'string' ? simulated : 'the other run has no such lane or mode' });
      continue;
    }
    const { mode } = simulated;
    const settings = simulated.settings(parts);
    const outcomes = seedsFor(measured.ledger.sent, settings).map((seed) => simulate(mode, { ...settings, seed }));
    const simulatedMean = (of: (outcome: Outcome) => number | undefined) => mean(outcomes.flatMap((outcome) => of(outcome) ?? []));
    const gap = (what: string, unit: Gap['unit'], real: number | undefined, of: (outcome: Outcome) => number | undefined) => {
      const simulated = simulatedMean(of);
      if (real === undefined || simulated === undefined) return;
      const whole = unit === 'shares' ? measured.ledger.sent : real;
      gaps.push({ mode: name, what, unit, measured: real, simulated, off: whole === 0 ? 0 : (simulated - real) / whole });
    };
    gap('answered p50', 'ms', measured.answerMs.p50, ({ answerMs }) => answerMs.p50);
    gap('delivered p50', 'ms', measured.deliveredMs.p50, ({ deliveredMs }) => deliveredMs.p50);
    gap('delivered p95', 'ms', measured.deliveredMs.p95, ({ deliveredMs }) => deliveredMs.p95);
    gap('mails', 'a second', measured.throughput, ({ throughput }) => throughput);
    // by chance a few more may come, or fewer
    const ofAll = (count: number, { sent }: Outcome) => (count * measured.ledger.sent) / Math.max(1, sent);
    gap('retries', 'shares', measured.retries, (outcome) => ofAll(outcome.retries, outcome));
    for (const fate of ['handled', 'refused', 'dead-lettered', 'lost'] as const) {
      const real = measured.ledger.fates[fate] ?? 0;
      if (real > 0 || outcomes.some(({ fates }) => fates[fate] > 0))
        gap(fate, 'shares', real, (outcome) => ofAll(outcome.fates[fate], outcome));
    }
    explained.push({
      mode: name,
      lines: explain(
        { triggerMs: measured.triggerMs.p50, retries: measured.retries, measured: true, ownParts: calibration === run },
        predict(mode, settings),
      ),
    });
  }
  return { gaps, explained, skipped, outOfSample: calibration !== run };
}

export function validationText({ gaps, explained, skipped, outOfSample }: Validation, { about }: Pick<Measured, 'about'>): string {
  const print = ({ unit }: Gap, value: number) =>
    unit === 'ms' ? time(value) : unit === 'shares' && Number.isInteger(value) ? String(value) : value.toFixed(1);
  const rows = gaps.map((gap) => [gap.mode, gap.what, print(gap, gap.measured), print(gap, gap.simulated), signed(gap.off)]);
  const head = ['mode', '', 'measured', 'simulated', 'off'];
  const widths = head.map((name, i) => Math.max(name.length, ...rows.map((row) => row[i]?.length ?? 0)));
  const line = (cells: string[]) =>
    cells.map((cell, i) => (i < 2 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  ');
  const indent = 2 + explained.reduce((most, { mode }) => Math.max(most, mode.length), 10);
  return [
    `${about}:`,
    '',
    line(head),
    ...rows.map(line),
    '',
    'off: of the measured value; of counts, of all shares.',
    outOfSample
      ? 'What entrance, trigger and mail take comes from another run: these are predictions.'
      : "What entrance, trigger and mail take is the run's own: what is tested is how it adds up. --calibrate\nwith another run makes these predictions.",
    ...summary(gaps, outOfSample),
    ...(skipped.length > 0 ? [`Not simulated: ${skipped.map(({ mode, why }) => `${mode} (${why})`).join(', ')}.`] : []),
    '',
    'The formulas (docs/lab/predictions.md), and where the gap comes from:',
    ...explained.flatMap(({ mode, lines }) =>
      lines.flatMap((text) =>
        text.split('\n').flatMap((line, i) => wrapped(`${(i === 0 ? mode : '').padEnd(indent)}${line}`, 100, indent + 2)),
      ),
    ),
  ].join('\n');
}

/** Chance is the smaller part of what is simulated: a run of few messages is simulated several times. */
const MOST_SEEDS = 11;
const SHARES = 20_000;

const seedsFor = (shares: number, { seed }: Settings): number[] =>
  Array.from({ length: Math.max(1, Math.min(MOST_SEEDS, Math.floor(SHARES / Math.max(1, shares)))) }, (_, i) => seed + i);

/** The worst gap of each kind, in a sentence. */
function summary(gaps: Gap[], outOfSample: boolean): string[] {
  const kinds = [
    ['Medians', (gap: Gap) => gap.what.endsWith('p50')],
    ['95th percentiles', (gap: Gap) => gap.what.endsWith('p95')],
    ['Throughput', (gap: Gap) => gap.unit === 'a second'],
    ['Retries', (gap: Gap) => gap.what === 'retries'],
    ['Outcomes', (gap: Gap) => gap.unit === 'shares' && gap.what !== 'retries'],
  ] as const;
  return kinds.flatMap(([name, is]) => {
    const [worst] = gaps.filter(is).sort((a, b) => Math.abs(b.off) - Math.abs(a.off));
    if (worst === undefined) return [];
    const off = Math.abs(worst.off);
    const own = name === 'Medians' && !outOfSample ? ', whose parts are taken from this very run' : '';
    const good = name === 'Medians' ? ` ${judged(off)}` : '';
    if (off < 0.005) return [`${name}${own}: no gap.${good}`];
    return [
      `${name}${own}: off by ${(100 * off).toFixed(0)} % at worst (${worst.mode}${name === 'Outcomes' ? `, ${worst.what}` : ''}).${good}`,
    ];
  });
}

/** Whether the medians' gap is good enough for anything: repetitions of one run differ by about a tenth. */
const judged = (off: number): string =>
  off <= 0.1
    ? 'That is good.'
    : off <= 0.25
      ? 'That is enough to tell modes apart that differ by more.'
      : 'That is not good: don’t rely on simulated times here.';

const signed = (off: number) => (Math.abs(off) < 0.005 ? '0 %' : `${off > 0 ? '+' : '−'}${Math.abs(100 * off).toFixed(0)} %`);

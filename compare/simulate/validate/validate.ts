import { explain } from '../../predict/explain.ts';
import { predict } from '../../predict/predict.ts';
import { SIMULATED } from '../modes.ts';
import { time } from '../report/time.ts';
import { simulate } from '../simulate.ts';
import type { Measured } from './measured.ts';
import { settingsOf } from './settings-of.ts';

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
  /** Modes that were measured, and cannot be simulated or are not in the calibration. */
  skipped: string[];
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
  const skipped: string[] = [];
  for (const measured of run.modes) {
    const mode = SIMULATED.find(({ name }) => name === measured.mode);
    const parts = calibration.modes.find((known) => known.mode === measured.mode);
    if (mode === undefined || parts === undefined) {
      skipped.push(measured.mode);
      continue;
    }
    const settings = settingsOf(run, parts);
    const outcome = simulate(mode, settings);
    const gap = (what: string, unit: Gap['unit'], real: number | undefined, simulated: number | undefined) => {
      if (real === undefined || simulated === undefined) return;
      const whole = unit === 'shares' ? measured.ledger.sent : real;
      gaps.push({ mode: mode.name, what, unit, measured: real, simulated, off: whole === 0 ? 0 : (simulated - real) / whole });
    };
    gap('answered p50', 'ms', measured.answerMs.p50, outcome.answerMs.p50);
    gap('delivered p50', 'ms', measured.deliveredMs.p50, outcome.deliveredMs.p50);
    gap('delivered p95', 'ms', measured.deliveredMs.p95, outcome.deliveredMs.p95);
    gap('mails', 'a second', measured.throughput, outcome.throughput);
    gap('retries', 'shares', measured.retries, outcome.retries);
    for (const fate of ['handled', 'refused', 'dead-lettered', 'lost'] as const) {
      const real = measured.ledger.fates[fate] ?? 0;
      if (real > 0 || outcome.fates[fate] > 0) gap(fate, 'shares', real, outcome.fates[fate]);
    }
    explained.push({
      mode: mode.name,
      lines: explain({ triggerMs: measured.triggerMs.p50, retries: measured.retries, measured: true }, predict(mode, settings)),
    });
  }
  return { gaps, explained, skipped, outOfSample: calibration !== run };
}

export function validationText({ gaps, explained, skipped, outOfSample }: Validation, run: Measured): string {
  const print = ({ unit }: Gap, value: number) => (unit === 'ms' ? time(value) : unit === 'shares' ? String(value) : value.toFixed(1));
  const rows = gaps.map((gap) => [gap.mode, gap.what, print(gap, gap.measured), print(gap, gap.simulated), signed(gap.off)]);
  const head = ['mode', '', 'measured', 'simulated', 'off'];
  const widths = head.map((name, i) => Math.max(name.length, ...rows.map((row) => row[i]?.length ?? 0)));
  const line = (cells: string[]) =>
    cells.map((cell, i) => (i < 2 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  ');
  const outage = run.outageSeconds > 0 ? `, the provider down for ${run.outageSeconds} s` : '';
  return [
    `${run.shares} shares in each mode at ${run.rate} a second${outage}, measured on ${run.target} (clock ×${run.timeScale}):`,
    '',
    line(head),
    ...rows.map(line),
    '',
    'off: of the measured value; of counts, of all shares.',
    outOfSample
      ? 'What entrance, trigger and mail take comes from another run: these are predictions.'
      : "What entrance, trigger and mail take is the run's own: what is tested is how it adds up. --calibrate\nwith another run makes these predictions.",
    ...summary(gaps),
    ...(skipped.length > 0 ? [`Not simulated: ${skipped.join(', ')}.`] : []),
    '',
    'The formulas (docs/lab/predictions.md), and where the gap comes from:',
    ...explained.flatMap(({ mode, lines }) => lines.map((text) => `${mode.padEnd(12)}${text.replace('\n', `\n${' '.repeat(12)}`)}`)),
  ].join('\n');
}

/** The worst gap of each kind, in a sentence. */
function summary(gaps: Gap[]): string[] {
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
    if (Math.abs(worst.off) < 0.005) return [`${name}: the same.`];
    return [
      `${name}: off by ${Math.abs(100 * worst.off).toFixed(0)} % at worst (${worst.mode}${name === 'Outcomes' ? `, ${worst.what}` : ''}).`,
    ];
  });
}

const signed = (off: number) => (Math.abs(off) < 0.005 ? '0 %' : `${off > 0 ? '+' : '−'}${Math.abs(100 * off).toFixed(0)} %`);

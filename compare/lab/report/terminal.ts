import { styleText } from 'node:util';
import CliTable from 'cli-table3';
import { duration } from '../../report/format.ts';
import { FATES } from '../../rows.ts';
import { figuresOf, type LaneFigures, lateness, MEASURES, type Measure, QUANTILES, type Value } from '../figures.ts';
import type { Run } from '../run.ts';
import { comparisons } from './comparisons.ts';
import { verdicts } from './verdicts.ts';

/** A run as a person reads it in a terminal: a line a lane, its ledger, and what was found in sentences. */
export function terminalText(run: Run, colour: boolean): string {
  const paint = (format: Parameters<typeof styleText>[0], text: string) =>
    colour ? styleText(format, text, { validateStream: false }) : text;
  const figures = figuresOf(run);
  const late = lateness(run);
  return [
    paint('bold', run.question),
    `${run.experiment} on ${run.target.title}, ${run.lanes.length} lanes interleaved, ${run.repetitions} × ${run.messages} messages each.`,
    '',
    timesTable(figures, paint),
    '',
    ledgerTable(figures, paint),
    '',
    ...verdicts(run, figures),
    ...comparisons(run, figures),
    '',
    ...[
      ...Object.entries(MEASURES).map(([name, { title }]) => `${name.padEnd(10)} ${title}`),
      `± holds the true median in 95 of 100 cases (${run.repetitions} repetitions). Cold starts are apart.`,
      'Times are real milliseconds of one clock; what waits in queues and ladders passes',
      `by the stack's, at ×${run.target.timeScale}.`,
      `The generator was late by ${duration(late.p99)} at the 99th percentile, ${duration(late.worst)} at worst.`,
    ].map((line) => paint('dim', line)),
  ].join('\n');
}

type Paint = (format: Parameters<typeof styleText>[0], text: string) => string;

function timesTable(figures: readonly LaneFigures[], paint: Paint): string {
  const table = newTable(['', ...Object.keys(MEASURES).flatMap((name) => [`${name} p50`, 'p95', 'p99']), 'cold', 'a second'], paint);
  for (const { lane, times, cold, throughput } of figures)
    table.push([
      lane.title,
      ...(Object.keys(MEASURES) as Measure[]).flatMap((name) =>
        QUANTILES.map((quantile) => (quantile === 50 ? plusMinus(times[name][50]) : duration(times[name][quantile].ms))),
      ),
      String(cold.count),
      throughput.toFixed(1),
    ]);
  return table.toString();
}

const plusMinus = ({ ms, interval }: Value): string =>
  interval && ms !== undefined ? `${duration(ms)} ±${((interval.high - interval.low) / 2).toFixed(1)}` : duration(ms);

function ledgerTable(figures: readonly LaneFigures[], paint: Paint): string {
  const table = newTable(['', 'sent', ...FATES.map((fate, i) => `${i === 0 ? '=' : '+'} ${fate}`), 'ledger', 'twice', 'retries'], paint);
  for (const { lane, ledger, retries } of figures)
    table.push([
      lane.title,
      String(ledger.sent),
      ...FATES.map((fate) =>
        fate === 'lost' && ledger.fates.lost > 0 ? paint(['bold', 'red'], String(ledger.fates.lost)) : String(ledger.fates[fate]),
      ),
      ledger.addsUp ? paint('green', 'adds up') : paint(['bold', 'red'], 'WRONG'),
      String(ledger.duplicates),
      retries === undefined ? '–' : String(retries),
    ]);
  return table.toString();
}

const newTable = (head: string[], paint: Paint) =>
  new CliTable({
    head: head.map((text) => paint('bold', text)),
    style: { head: [], border: [], compact: true, 'padding-left': 0, 'padding-right': 1 },
    colAligns: head.map((_, i) => (i === 0 ? 'left' : 'right')),
    chars: { ...BORDERLESS },
  });

const BORDERLESS = {
  ...{ top: '', 'top-mid': '', 'top-left': '', 'top-right': '', bottom: '', 'bottom-mid': '', 'bottom-left': '', 'bottom-right': '' },
  ...{ left: '', 'left-mid': '', mid: '', 'mid-mid': '', right: '', 'right-mid': '', middle: ' ' },
};

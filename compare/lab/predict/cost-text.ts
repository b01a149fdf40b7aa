import { crossoversText } from '../../cost/crossovers.ts';
import type { LaneFigures } from '../figures.ts';
import type { Run } from '../run.ts';
import { costOf, crossoversOf, OVERHEAD_MS, pricesFrom } from './cost.ts';

/** Dollars as a person reads them, also where they are few. */
export const dollars = (usd: number): string =>
  !Number.isFinite(usd) ? '–' : usd < 100 ? usd.toFixed(2) : Math.round(usd).toLocaleString('en');

/** For a terminal: a line a lane, what it is made from, and where one mode gets cheaper than another. */
export function costText(run: Run, figures: readonly LaneFigures[]): string {
  const costs = costOf(run, figures);
  if (costs.length === 0) return '';
  const rows = costs.map(({ lane, perMillion, perMonth, idlePerMonth, measured }) => [
    lane,
    dollars(perMillion),
    dollars(perMonth),
    dollars(idlePerMonth),
    measured.gbSeconds.toPrecision(2),
    measured.invocations.toFixed(2),
  ]);
  const head = ['', '$/million', '$/month', 'of it idle', 'GB-s', 'invocations'];
  const widths = head.map((name, i) => Math.max(name.length, ...rows.map((row) => row[i]?.length ?? 0)));
  const line = (cells: string[]) =>
    cells.map((cell, i) => (i === 0 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0))).join('  ');
  const rate = Number((costs[0]?.load.rate ?? 0).toPrecision(2));
  const crossing = crossoversOf(run, costs);
  return [
    `Cost on AWS of a month at ${rate} messages a second (docs/lab/costs.md): ${pricesFrom(costs)}, no free tier.`,
    line(head),
    ...rows.map(line),
    `GB-s and invocations a message, as measured here (with ${OVERHEAD_MS} ms an invocation for the runtime); idle: polls that find nothing, processes that wait.`,
    ...(crossing ? ['', crossoversText(crossing.found, crossing.load)] : []),
  ].join('\n');
}

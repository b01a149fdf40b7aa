import type { LaneFigures } from '../figures.ts';
import { type Paint, textTable, wrapped } from '../report/text-table.ts';
import type { Run } from '../run.ts';
import { costOf, dollarsText as dollars, OVERHEAD_MS, pricesFrom } from './cost.ts';

/** For a terminal: a line a lane, and what it is made from. */
export function costLines(run: Run, figures: readonly LaneFigures[], width: number, paint: Paint): string[] {
  const costs = costOf(run, figures);
  const [first] = costs;
  if (first === undefined) return [];
  const rows = costs.map(({ lane, perMillion, perMonth, idlePerMonth, measured }) => [
    ...[lane, dollars(perMillion), dollars(perMonth), dollars(idlePerMonth)],
    ...[measured.gbSeconds.toPrecision(2), measured.invocations.toFixed(2)],
  ]);
  const rate = Number(first.load.rate.toPrecision(2));
  const head = [`a month of ${rate}/s on AWS`, '$/million', '$/month', 'of it idle', 'GB-s', 'invocations'];
  return [
    ...textTable({ groups: [{ head, rows }], width, paint }),
    ...wrapped(
      `${pricesFrom(costs)}, no free tier (docs/lab/costs.md). GB-s and invocations a message, as measured here, with ${OVERHEAD_MS} ms an invocation for the runtime; idle: polls that find nothing, processes that wait. Where one mode gets cheaper than another: pushpull simulate --crossovers.`,
      width,
    ).map((line) => paint('dim', line)),
  ];
}

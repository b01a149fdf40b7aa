import { wrapped } from '../../report/wrap.ts';
import type { LaneFigures } from '../figures.ts';
import { type Paint, textTable } from '../report/text-table.ts';
import type { Run } from '../run.ts';
import { costOf, dollarsText as dollars, OVERHEAD_MS, pricesFrom } from './cost.ts';
import { partsOfCosts, pricesText, usedByMessage } from './cost-parts.ts';
import { syncWaitsForNothing } from './cost-scope.ts';

/** For a terminal: a line a lane, and what it is made from. */
export function costLines(run: Run, figures: readonly LaneFigures[], width: number, paint: Paint): string[] {
  const costs = costOf(run, figures);
  const [first] = costs;
  if (first === undefined) return [];
  const rate = Number(first.load.rate.toPrecision(2));
  const parts = partsOfCosts(costs);
  const bill = {
    head: [`a month of ${rate}/s on AWS`, '$/million', ...parts.map(({ title }) => title), '$/month', 'of it idle'],
    rows: costs.map(({ lane, perMillion, perMonth, idlePerMonth }, i) => [
      ...[lane, dollars(perMillion), ...parts.map((part) => dollars(part.perMillion[i] ?? 0))],
      ...[dollars(perMonth), dollars(idlePerMonth)],
    ]),
  };
  const used = {
    head: ['for each message', 'Lambda requests', 'GB-s', 'queues, topics', 'bytes out'],
    rows: costs.map((cost) => {
      const { requests, gbSeconds, queues, bytesOut } = usedByMessage(cost);
      return [cost.lane, requests.toFixed(2), gbSeconds.toPrecision(2), queues.toFixed(2), bytesOut.toFixed(0)];
    }),
  };
  const waits = syncWaitsForNothing(run, costs);
  return [
    ...textTable({ groups: [bill], width, paint }),
    '',
    ...textTable({ groups: [used], width, paint }),
    ...wrapped(
      `${pricesFrom(costs)}, no free tier (docs/lab/costs.md), in dollars: ${pricesText(costs)}. Requests and GB-s are those of entrance and consumer, as measured here, with ${OVERHEAD_MS} ms an invocation for the runtime; queues, topics: requests of SQS, SNS and EventBridge, polls that find nothing among the dollars; bytes out: of the mails, assumed. ${waits ?? 'Where one mode gets cheaper than another: pushpull simulate --crossovers.'}`,
      width,
    ).map((line) => paint('dim', line)),
  ];
}

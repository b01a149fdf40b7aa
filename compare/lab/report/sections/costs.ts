import { USUAL } from '../../../cost/crossovers.ts';
import type { LaneFigures } from '../../figures.ts';
import { pricesFrom, providerMsOf } from '../../predict/cost.ts';
import { partsOfCosts, pricesText, usedByMessage } from '../../predict/cost-parts.ts';
import { syncWaitsForNothing } from '../../predict/cost-scope.ts';
import type { Run } from '../../run.ts';
import type { Block, Cell, Section } from '../blocks.ts';
import { costCurves, costsOf } from '../costs.ts';
import { bars, dollars } from '../plots/bars.ts';
import { curves } from '../plots/curves.ts';
import { short } from '../svg/scale.ts';

/** The bill of a month, and how it goes with rate, duration and batch size. */
export function costs(run: Run, figures: readonly LaneFigures[]): Section {
  const all = costsOf(run, figures);
  const [first] = all;
  if (!first) return { id: 'costs', title: 'Costs', blocks: [] };
  const rate = short(first.load.rate);
  const parts = partsOfCosts(all);
  const waits = syncWaitsForNothing(run, all);
  return {
    id: 'costs',
    title: 'What it would cost on AWS',
    blocks: [
      {
        kind: 'plot',
        plot: bars(
          'costs',
          `Dollars a month at ${rate} messages a second`,
          `dollars a month at ${rate} messages a second`,
          all.map(({ lane, perMonth, idlePerMonth }) => ({ title: lane, used: Math.max(0, perMonth - idlePerMonth), idle: idlePerMonth })),
        ),
      },
      {
        kind: 'table',
        head: ['', 'a million messages', ...parts.map(({ title }) => title), 'a month', 'of it idle'],
        rows: all.map(({ lane, perMillion, perMonth, idlePerMonth }, i): Cell[] => [
          ...[lane, dollars(perMillion), ...parts.map((part) => dollars(part.perMillion[i] ?? 0))],
          ...[dollars(perMonth), dollars(idlePerMonth)],
        ]),
      },
      {
        kind: 'table',
        caption: 'what each message uses, entrance and consumer',
        head: ['', 'Lambda requests', 'GB-s', 'requests of queues, topics, buses', 'bytes out'],
        rows: all.map((cost): Cell[] => {
          const { requests, gbSeconds, queues, bytesOut } = usedByMessage(cost);
          return [cost.lane, requests.toFixed(2), gbSeconds.toPrecision(2), queues.toFixed(2), bytesOut.toFixed(0)];
        }),
      },
      {
        kind: 'text',
        text: `${pricesFrom(all)}, no free tier, in dollars: ${pricesText(all)}; compare/cost/prices.json has each one’s source. The dollars of queues and topics include polls that find nothing. Durations and invocations are those measured here, on this machine, those that failed among them; logs and traces are not in it.`,
      },
      ...(waits === undefined ? [] : [{ kind: 'text' as const, text: waits }]),
      ...costCurves(run, all).flatMap(({ name, cheapest, assumed, ...curve }): Block[] => [
        { kind: 'plot', plot: curves(`cost-by-${name}`, `Dollars a million messages by ${curve.axis}: ${assumed}`, curve) },
        {
          kind: 'text',
          text: `${cheapest} Assumed: ${assumed}; of this run, whose provider takes ${providerMsOf(run)} ms. \`pushpull simulate --crossovers\` assumes a provider of ${USUAL.providerMs} ms, a handler of ${USUAL.handlerMs} ms and a window of ${USUAL.windowMs} ms, and crosses elsewhere.`,
        },
      ]),
    ],
  };
}

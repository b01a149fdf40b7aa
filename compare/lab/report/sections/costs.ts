import type { LaneFigures } from '../../figures.ts';
import { pricesFrom } from '../../predict/cost.ts';
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
        head: ['', 'a million messages', 'a month', 'of it idle', 'GB-s a message', 'invocations', 'most of it'],
        rows: all.map(({ lane, perMillion, perMonth, idlePerMonth, measured, lines }): Cell[] => [
          ...[lane, dollars(perMillion), dollars(perMonth), dollars(idlePerMonth)],
          ...[measured.gbSeconds.toPrecision(2), measured.invocations.toFixed(2)],
          [...lines].sort((a, b) => b.usd - a.usd)[0]?.item.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`) ?? '–',
        ]),
        prose: [6],
      },
      {
        kind: 'text',
        text: `${pricesFrom(all)}, no free tier; compare/cost/prices.json has each one’s source. Durations and invocations are those measured here, on this machine, those that failed among them; logs and traces are not in it.`,
      },
      ...costCurves(run, all).flatMap(({ name, cheapest, ...curve }): Block[] => [
        { kind: 'plot', plot: curves(`cost-by-${name}`, `Dollars a million messages by ${curve.axis}`, curve) },
        { kind: 'text', text: cheapest },
      ]),
    ],
  };
}

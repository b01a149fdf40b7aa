import { AXES, type Axis, type Crossovers, crossovers, USUAL } from '../../cost/crossovers.ts';
import type { DeliveryCost, DeliveryLoad } from '../../cost/delivery-cost.ts';
import { priceList } from '../../cost/price-list.ts';
import { figuresOf } from '../figures.ts';
import { costOf } from '../predict/cost.ts';
import { twinOf } from '../predict/twin.ts';
import type { Run } from '../run.ts';
import type { Curves } from './plots/curves.ts';
import { short } from './svg/scale.ts';

export interface LaneCost extends DeliveryCost {
  title: string;
  load: DeliveryLoad;
}

/** What each lane would cost on AWS at the run's own rate; what its consumers took is the provider's time on the curves. */
export const costsOf = (run: Run): LaneCost[] =>
  costOf(run, figuresOf(run)).map(({ lane, load, measured, ...bill }) => ({
    ...bill,
    title: lane,
    load: { ...load, providerMs: measured.consumerMs, handlerMs: 0 },
  }));

const AXIS: Record<Axis, { axis: string; here: (load: DeliveryLoad) => number }> = {
  rate: { axis: 'messages a second', here: ({ rate }) => rate },
  providerMs: { axis: 'milliseconds that the consumer takes', here: ({ providerMs }) => providerMs },
  batchSize: { axis: 'BatchSize, with a window of a second', here: ({ batchSize }) => batchSize },
};

/** How the costs of the run's modes go with rate, duration and batch size, all else as in its first lane; and where they cross. */
export function costCurves(run: Run, costs: readonly LaneCost[]): (Curves & { name: Axis; cheapest: string })[] {
  const modes = [...new Map(run.lanes.map((lane) => [lane.mode, twinOf(lane)])).values()].filter((mode) => mode !== undefined);
  const [first] = costs;
  if (modes.length < 2 || !first) return [];
  const load = { ...USUAL, ...first.load };
  return AXES.map((name) => {
    // without a window batches are what a queue does under load: their size would change nothing
    const found = crossovers(name, modes, name === 'batchSize' ? { ...load, windowMs: 1000 } : load);
    const { values, curves } = found;
    return { name, values, curves, cheapest: cheapestOf(found), axis: AXIS[name].axis, here: AXIS[name].here(first.load) };
  });
}

/** Which mode is the cheapest along an axis, and from where on another one is. */
export function cheapestOf({ axis, values, curves, crossovers }: Crossovers): string {
  const turns: string[] = [];
  let best: string | undefined;
  for (const [i, value] of values.entries()) {
    const least = curves.reduce((a, b) => ((b.usd[i] ?? 0) < (a.usd[i] ?? 0) * 0.999 ? b : a));
    const still = curves.find(({ mode }) => mode === best);
    if (still && (still.usd[i] ?? 0) <= (least.usd[i] ?? 0) * 1.001) continue;
    const at = crossovers.find(({ cheaper, before }) => cheaper === least.mode && before === best)?.at ?? value;
    turns.push(best === undefined ? least.mode : `${least.mode} from ${axis === 'batchSize' ? Math.ceil(at) : short(at)} on`);
    best = least.mode;
  }
  return `Cheapest by ${AXIS[axis].axis}: ${turns.join(', ')}.`;
}

export const pricesFrom = (): string => {
  const dated = Object.values(priceList.prices)
    .map(({ asOf }) => asOf)
    .filter((asOf) => /^\d/.test(asOf))
    .sort();
  return `List prices of ${priceList.region} without free tier, of ${dated[0]} to ${dated.at(-1)}; compare/cost/prices.json has each one's source, and says which are from memory.`;
};

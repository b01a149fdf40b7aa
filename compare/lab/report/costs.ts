import { AXES, type Axis, type Crossovers, crossovers, USUAL } from '../../cost/crossovers.ts';
import type { DeliveryLoad } from '../../cost/delivery-cost.ts';
import type { LaneFigures } from '../figures.ts';
import { costOf, type LaneCost as Measured } from '../predict/cost.ts';
import { assumed } from '../predict/cost-scope.ts';
import { twinOf } from '../predict/twin.ts';
import type { Run } from '../run.ts';
import type { Curves } from './plots/curves.ts';
import { short } from './svg/scale.ts';

export interface LaneCost extends Measured {
  /** As on the curves: what the consumer takes is the provider's time. */
  curve: DeliveryLoad;
}

/** What each lane would cost on AWS at the run's own rate. */
export const costsOf = (run: Run, figures: readonly LaneFigures[]): LaneCost[] =>
  costOf(run, figures).map((cost) => ({ ...cost, curve: { ...cost.load, providerMs: cost.measured.consumerMs, handlerMs: 0 } }));

const AXIS: Record<Axis, { axis: string; here: (load: DeliveryLoad) => number | undefined }> = {
  rate: { axis: 'messages a second', here: ({ rate }) => rate },
  providerMs: { axis: 'milliseconds that the consumer takes', here: ({ providerMs }) => providerMs },
  batchSize: {
    axis: 'BatchSize, with a window of a second',
    here: ({ batchSize, windowMs }) => (windowMs === 1000 ? batchSize : undefined),
  },
};

/** How the costs of the run's modes go with rate, duration and batch size, all else as in its first lane; and where they cross. */
export function costCurves(run: Run, costs: readonly LaneCost[]): (Curves & { name: Axis; cheapest: string; assumed: string })[] {
  const modes = [...new Map(run.lanes.map((lane) => [lane.mode, twinOf(lane)])).values()].filter((mode) => mode !== undefined);
  // a call that waits has its consumer's time in its entrance's
  const first = costs.find(({ mode }) => mode !== 'sync') ?? costs[0];
  if (modes.length < 2 || !first) return [];
  const load = { ...USUAL, ...first.curve };
  return AXES.map((name) => {
    // without a window batches are what a queue does under load: their size would change nothing
    const held = name === 'batchSize' ? { ...load, windowMs: 1000 } : load;
    const found = crossovers(name, modes, held);
    const { values, curves } = found;
    return {
      name,
      values,
      curves,
      cheapest: cheapestOf(found),
      assumed: assumed(held, name),
      axis: AXIS[name].axis,
      here: AXIS[name].here(first.curve),
    };
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

import { AXES, type Axis, crossovers, USUAL } from '../../cost/crossovers.ts';
import { type DeliveryCost, type DeliveryLoad, idleUsage, monthlyBill, usagePerShare } from '../../cost/delivery-cost.ts';
import { priceList, type Usage } from '../../cost/price-list.ts';
import type { SimulatedMode } from '../../simulate/mode.ts';
import { counted } from '../figures.ts';
import { twinOf } from '../predict/twin.ts';
import type { Row } from '../row.ts';
import type { Run } from '../run.ts';
import type { Curves } from './plots/curves.ts';

export interface LaneCost extends DeliveryCost {
  title: string;
  load: DeliveryLoad;
}

/** What each lane would cost on AWS at the run's own rate: list prices, with the durations that were measured. */
export function costsOf(run: Run): LaneCost[] {
  const byLane = Map.groupBy(counted(run), ({ lane }) => lane);
  return run.lanes.flatMap((lane) => {
    const mode = twinOf(lane);
    const rows = byLane.get(lane.id) ?? [];
    if (!mode || rows.length === 0) return [];
    const load = loadOf(run, lane, rows);
    const { fanOut } = lane.settings;
    const perMessage = ofCopies(usagePerShare(mode, load), handOverOnly(mode, load), fanOut);
    const idle = ofCopies(idleUsage(mode, load), {}, fanOut);
    return [{ title: lane.title, load, ...monthlyBill(mode, perMessage, idle, load.rate * MONTH_S) }];
  });
}

const MONTH_S = 30 * 24 * 3600;

/** The load as it was measured: what consumers took, whatever it was that took it. */
function loadOf(run: Run, { settings }: Run['lanes'][number], rows: readonly Row[]): DeliveryLoad {
  const mean = (of: (row: Row) => number | undefined) => {
    const values = rows.flatMap((row) => of(row) ?? []);
    return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
  };
  const took = (from: number | undefined, to: number | undefined) => (from === undefined || to === undefined ? undefined : to - from);
  return {
    rate: rateOf(run, rows) / settings.fanOut,
    providerMs: mean(({ handledAt, deliveredAt }) => took(handledAt, deliveredAt)),
    handlerMs: 0,
    entranceMs: mean(({ enteredAt, handedOverAt }) => took(enteredAt, handedOverAt)),
    ...{ memoryMb: settings.memoryMb, batchSize: settings.batchSize, windowMs: settings.batchWindowS * 1000, workers: settings.workers },
  };
}

/** Messages a second while the load went on. */
function rateOf({ arrivals }: Run, rows: readonly Row[]): number {
  if (arrivals.kind === 'constant' || arrivals.kind === 'poisson') return arrivals.rate * Math.max(1, fanned(rows));
  let seconds = 0;
  let gaps = 0;
  for (const some of Map.groupBy(rows, ({ repetition }) => repetition).values()) {
    const times = some.map(({ intendedAt }) => intendedAt).sort((a, b) => a - b);
    seconds += ((times.at(-1) ?? 0) - (times[0] ?? 0)) / 1000;
    gaps += times.length - 1;
  }
  return seconds > 0 ? gaps / seconds : 1;
}

const fanned = (rows: readonly Row[]) => new Set(rows.map(({ copy }) => copy)).size;

/** What is used once, however many consumers a message has. */
const handOverOnly = (mode: SimulatedMode, load: DeliveryLoad): Usage => ({
  lambdaRequests: 1,
  lambdaGbSeconds: (load.memoryMb / 1024) * (load.entranceMs / 1000),
  ...(mode.handOver === 'publish' ? { snsPublishes: 1 } : {}),
  ...(mode.handOver === 'put-events' ? { eventBridgeEvents: 1 } : {}),
});

const ofCopies = (usage: Usage, once: Usage, copies: number): Usage =>
  Object.fromEntries(
    Object.entries(usage).map(([item, count]) => {
      const shared = Math.min(count, once[item as keyof Usage] ?? 0);
      return [item, shared + (count - shared) * copies];
    }),
  );

const AXIS: Record<Axis, { axis: string; here: (load: DeliveryLoad) => number }> = {
  rate: { axis: 'messages a second', here: ({ rate }) => rate },
  providerMs: { axis: 'milliseconds that the consumer takes', here: ({ providerMs }) => providerMs },
  batchSize: { axis: 'BatchSize, with a window of a second', here: ({ batchSize }) => batchSize },
};

/** How the costs of the run's modes go with rate, duration and batch size, all else as in its first lane; and where they cross. */
export function costCurves(run: Run, costs: readonly LaneCost[]): (Curves & { name: Axis; sentences: string[] })[] {
  const modes = [...new Map(run.lanes.map((lane) => [lane.mode, twinOf(lane)])).values()].filter((mode) => mode !== undefined);
  const [first] = costs;
  if (modes.length < 2 || !first) return [];
  const load = { ...USUAL, ...first.load };
  return AXES.map((name) => {
    // without a window batches are what a queue does under load: their size would change nothing
    const { values, curves, sentences } = crossovers(name, modes, name === 'batchSize' ? { ...load, windowMs: 1000 } : load);
    return { name, values, curves, sentences, axis: AXIS[name].axis, here: AXIS[name].here(first.load) };
  });
}

export const pricesFrom = (): string => {
  const dated = Object.values(priceList.prices)
    .map(({ asOf }) => asOf)
    .filter((asOf) => /^\d/.test(asOf))
    .sort();
  return `List prices of ${priceList.region} without free tier, of ${dated[0]} to ${dated.at(-1)}; compare/cost/prices.json has each one's source, and says which are from memory.`;
};

import type { SimulatedMode } from '../simulate/mode.ts';
import { SIMULATED } from '../simulate/modes.ts';
import { type DeliveryLoad, deliveryCost } from './delivery-cost.ts';

/** What can be turned to see where one mode gets cheaper than another. */
export type Axis = 'batchSize' | 'rate' | 'providerMs';

export const AXES: readonly Axis[] = ['batchSize', 'rate', 'providerMs'];

export interface Curve {
  mode: string;
  /** Dollars a million at each value of the axis. */
  usd: number[];
}

export interface Crossover {
  /** `cheaper` from `at` on, `before` below it. */
  cheaper: string;
  before: string;
  at: number;
}

export interface Crossovers {
  axis: Axis;
  values: number[];
  curves: Curve[];
  crossovers: Crossover[];
  sentences: string[];
}

/** Where nothing else is said: a load as large as a small company's, without the entrance, which costs the same in all modes but sync. */
export const USUAL: DeliveryLoad = {
  rate: 100,
  providerMs: 100,
  handlerMs: 20,
  entranceMs: 60,
  memoryMb: 512,
  batchSize: 10,
  windowMs: 1000,
  workers: 2,
};

const VALUES: Record<Axis, number[]> = {
  batchSize: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
  // a share a day to 10,000 a second, four values a decade
  rate: Array.from({ length: 37 }, (_, i) => 10 ** (-5 + i / 4)),
  // 10 ms to 10 s
  providerMs: Array.from({ length: 25 }, (_, i) => 10 ** (1 + i / 8)),
};

const SAYS: Record<Axis, (value: number) => string> = {
  batchSize: (value) => `a batch of ${Math.ceil(value)}`,
  rate: (value) => `${value >= 10 ? Math.round(value) : Number(value.toPrecision(2))} shares a second`,
  providerMs: (value) => `a provider that takes ${Math.round(value)} ms`,
};

/** Costs along an axis, and where the curves cross. `least`: gaps of less than so much of the price don't count. */
export function crossovers(axis: Axis, modes: readonly SimulatedMode[] = SIMULATED, load: DeliveryLoad = USUAL, least = 0.01): Crossovers {
  const values = VALUES[axis];
  const cost = (mode: SimulatedMode, value: number) => deliveryCost(mode, { ...load, [axis]: value }).perMillion;
  const curves = modes.map((mode) => ({ mode: mode.name, usd: values.map((value) => cost(mode, value)) }));
  const found: Crossover[] = [];
  for (const [i, a] of modes.entries())
    for (const b of modes.slice(i + 1)) {
      const gap = (value: number) => (cost(a, value) - cost(b, value)) / cost(a, value);
      // the last sign that counts, so that two curves that lie on each other do not cross at every step
      let before: { value: number; sign: number } | undefined;
      for (const value of values) {
        const now = gap(value);
        if (Math.abs(now) < least) continue;
        if (before && Math.sign(now) !== before.sign) {
          const [cheaper, dearer] = now > 0 ? [b, a] : [a, b];
          found.push({ cheaper: cheaper.name, before: dearer.name, at: between(before.value, value, gap) });
        }
        before = { value, sign: Math.sign(now) };
      }
    }
  const sentences = found.map(
    ({ cheaper, before, at }) => `From ${SAYS[axis](at)} on, ${cheaper} is cheaper than ${before}; below, it is the other way round.`,
  );
  return { axis, values, curves, crossovers: found, sentences };
}

/** For people: the sentences of each axis. */
export function crossoversText(found: readonly Crossovers[], load: DeliveryLoad): string {
  const { rate, providerMs, memoryMb, batchSize, windowMs } = load;
  const all = `Costs at ${rate} shares a second, a provider of ${providerMs} ms, ${memoryMb} MB, batches of up to ${batchSize} in a window of ${windowMs / 1000} s:`;
  const sections = found.map(({ axis, sentences }) =>
    [`By ${NAMES[axis]}:`, ...(sentences.length > 0 ? sentences : ['no mode gets cheaper than another.'])].join('\n  '),
  );
  return [all, ...sections].join('\n\n');
}

const NAMES: Record<Axis, string> = { batchSize: 'batch size', rate: 'rate', providerMs: 'what the provider takes' };

/** Where the gap is nil, by halves. */
function between(low: number, high: number, gap: (value: number) => number): number {
  let [from, to] = [low, high];
  const sign = Math.sign(gap(from));
  for (let i = 0; i < 40; i++) {
    const middle = (from + to) / 2;
    if (Math.sign(gap(middle)) === sign) from = middle;
    else to = middle;
  }
  return to;
}

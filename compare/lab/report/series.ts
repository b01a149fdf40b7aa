import type { Fate } from '../../rows.ts';
import { counted } from '../figures.ts';
import type { Row } from '../row.ts';
import type { Run } from '../run.ts';
import type { Ridge } from './plots/ridges.ts';

/** What each lane did over time, from its rows: strips of plots/ridges.ts. */
export interface Series {
  binS: number;
  /** Handed over and not yet at the consumer: in queues, in retries, under way. Nobody stamps when a message is given up: those are not in it. */
  backlog: Ridge[];
  /** Messages in the hands of consumers at once, at the attempt that delivered. */
  handling: Ridge[];
  /** Mails a second that the provider took. */
  provider: Ridge[];
}

/** What is in the backlog until it is handled, or to the end. */
const STAYS: ReadonlySet<Fate> = new Set(['handled', 'waiting', 'in flight']);

const BINS = 120;
/** A bin shorter than this holds no message that is worth a rate. */
const SHORTEST_S = 0.1;

interface Stay {
  from: number;
  to: number;
}

export function seriesOf(run: Run): Series {
  const began = new Map(
    run.loads.flatMap(({ repetition, lanes }, i) => lanes.map((lane) => [`${lane} ${repetition}`, run.beganAt[i] ?? 0] as const)),
  );
  const since = (row: Row, at: number) => (at - (began.get(`${row.lane} ${row.repetition}`) ?? row.intendedAt)) / 1000;
  const rows = counted(run);
  const seconds = rows.reduce((most, row) => Math.max(most, since(row, Math.max(row.answeredAt, row.deliveredAt ?? 0))), 0);
  const binS = Math.max(SHORTEST_S, seconds / BINS);
  const bins = Math.max(1, Math.ceil(seconds / binS + 1e-9));
  const byLane = Map.groupBy(rows, ({ lane }) => lane);
  const ridges = (of: (rows: readonly Row[]) => number[]): Ridge[] =>
    run.lanes.map(({ id, title }) => {
      const repetitions = [...Map.groupBy(byLane.get(id) ?? [], ({ repetition }) => repetition).values()].map(of);
      const at = (bin: number) => repetitions.map((values) => values[bin] ?? 0);
      const each = Array.from({ length: bins }, (_, bin) => at(bin));
      return {
        title,
        mean: each.map((values) => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)),
        max: each.map((values) => Math.max(0, ...values)),
      };
    });
  const stays = (from: (row: Row) => number | undefined, to: (row: Row) => number | undefined) => (some: readonly Row[]) =>
    peaks(
      some.flatMap((row): Stay[] => {
        const [start, end] = [from(row), to(row)];
        return start === undefined ? [] : [{ from: since(row, start), to: end === undefined ? Number.POSITIVE_INFINITY : since(row, end) }];
      }),
      binS,
      bins,
    );
  return {
    binS,
    backlog: ridges(
      stays(
        ({ fate, handedOverAt }) => (STAYS.has(fate) ? handedOverAt : undefined),
        ({ handledAt }) => handledAt,
      ),
    ),
    handling: ridges(
      stays(
        ({ handledAt }) => handledAt,
        ({ deliveredAt }) => deliveredAt,
      ),
    ),
    provider: ridges((some) =>
      rates(
        some.flatMap((row) => (row.deliveredAt === undefined ? [] : since(row, row.deliveredAt))),
        binS,
        bins,
      ),
    ),
  };
}

/** How many stays there were at once, at most, in each bin: none is too short to be seen. */
export function peaks(stays: readonly Stay[], binS: number, bins: number): number[] {
  const steps = stays.flatMap(({ from, to }) => [
    { at: from, by: 1 },
    { at: to, by: -1 },
  ]);
  steps.sort((a, b) => a.at - b.at || b.by - a.by);
  const most: number[] = [];
  let now = 0;
  let next = 0;
  for (let bin = 0; bin < bins; bin++) {
    let peak = now;
    const last = bin === bins - 1;
    for (; next < steps.length && ((steps[next]?.at ?? 0) < (bin + 1) * binS || (last && Number.isFinite(steps[next]?.at))); next++) {
      now += steps[next]?.by ?? 0;
      peak = Math.max(peak, now);
    }
    most.push(peak);
  }
  return most;
}

/** How many times lie within the second around the middle of each bin, or within the bin where that is longer: a second each. */
export function rates(times: readonly number[], binS: number, bins: number): number[] {
  const sorted = [...times].sort((a, b) => a - b);
  const half = Math.max(1, binS) / 2;
  let [first, last] = [0, 0];
  return Array.from({ length: bins }, (_, bin) => {
    const middle = (bin + 0.5) * binS;
    while (last < sorted.length && (sorted[last] as number) < middle + half) last++;
    while (first < last && (sorted[first] as number) < middle - half) first++;
    return (last - first) / (2 * half);
  });
}

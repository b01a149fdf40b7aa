import type { Row } from '../row.ts';
import { byRepetition } from './rows.ts';

/** Requests that the provider worked on at the same time, at most: of those that became a mail. */
export const peakAtProvider = (rows: readonly Row[]): number =>
  Math.max(
    0,
    ...byRepetition(rows).map((some) => peakOverlap(some.flatMap(({ receivedAt, deliveredAt }) => between(receivedAt, deliveredAt)))),
  );

/** Messages that were handed over and not delivered, at most. */
export const peakUnderWay = (rows: readonly Row[]): number =>
  Math.max(
    0,
    ...byRepetition(rows).map((some) =>
      peakOverlap(
        some
          .filter(({ accepted }) => accepted)
          .flatMap(({ sentAt, deliveredAt }) => between(sentAt, deliveredAt ?? Number.POSITIVE_INFINITY)),
      ),
    ),
  );

/** Requests that the provider got within any second, at most: of those that became a mail. */
export const peakRateAtProvider = (rows: readonly Row[]): number =>
  Math.max(
    0,
    ...byRepetition(rows).map((some) =>
      mostWithin(
        some.flatMap(({ receivedAt }) => receivedAt ?? []),
        1000,
      ),
    ),
  );

const between = (from: number | undefined, to: number | undefined): [number, number][] =>
  from === undefined || to === undefined ? [] : [[from, to]];

/** How many intervals, from and to, overlap at most. One that ends as another begins does not. */
export function peakOverlap(intervals: readonly (readonly [number, number])[]): number {
  const steps = intervals.flatMap(([from, to]) => [
    { at: from, by: 1 },
    { at: to, by: -1 },
  ]);
  steps.sort((a, b) => a.at - b.at || a.by - b.by);
  let [now, most] = [0, 0];
  for (const { by } of steps) most = Math.max(most, (now += by));
  return most;
}

/** How many of the times lie within any stretch of that length, at most. */
export function mostWithin(times: readonly number[], ms: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  let [first, most] = [0, 0];
  for (const [last, at] of sorted.entries()) {
    while (at - (sorted[first] as number) >= ms) first++;
    most = Math.max(most, last - first + 1);
  }
  return most;
}

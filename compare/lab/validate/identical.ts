import { figuresOf, MEASURES, type Measure } from '../figures.ts';
import { refusal } from '../report/comparisons.ts';
import type { Run } from '../run.ts';
import { difference } from '../statistics/student.ts';
import { binomialBounds } from './binomial.ts';

/** Of lanes that are the same: in how many short runs one of them seemed slower than the other. */
export interface Identical {
  mode: string;
  measure: Measure;
  /** Runs that could be compared; those whose generator fell behind are not. */
  runs: number;
  leftOut: number;
  different: number;
  /** What chance makes of it in 99 of 100 such experiments. */
  bounds: { low: number; high: number };
  ok: boolean;
}

/** A comparison at 95 % finds a difference in one of twenty pairs that have none. */
const BY_CHANCE = 0.05;

/** The short runs that a run is made of: so many repetitions each, as they would be reported if each stood alone. */
export function shortRuns(run: Run): Run[] {
  const each = (run.plannedRepetitions ?? run.repetitions) / Number(run.knobs.runs);
  // of an interrupted run, those that are whole
  const count = Math.floor(run.repetitions / each);
  const of = <T extends { repetition: number }>(all: readonly T[]) =>
    Map.groupBy(
      all.filter(({ repetition }) => repetition > 0),
      ({ repetition }) => Math.floor((repetition - 1) / each),
    );
  const [rows, sent, retries] = [of(run.rows), of(run.sent), run.retries && of(run.retries)];
  return Array.from({ length: count }, (_, i) => ({
    ...{ ...run, repetitions: each, rows: rows.get(i) ?? [], sent: sent.get(i) ?? [], retries: retries?.get(i) },
  }));
}

/** Counts, for each mode with two lanes, the short runs in which their medians differ. */
export function identicalOf(run: Run): Identical[] {
  const all = shortRuns(run);
  const compared = all.filter((short) => short.rows.length > 0 && refusal(short) === undefined).map(figuresOf);
  const pairs = [...Map.groupBy(run.lanes, ({ mode }) => mode)].filter(([, lanes]) => lanes.length === 2);
  return pairs.flatMap(([mode, lanes]) =>
    (Object.keys(MEASURES) as Measure[]).map((measure): Identical => {
      const found = compared.flatMap((figures) => {
        const [a, b] = lanes.map(({ id }) => figures.find(({ lane }) => lane.id === id)?.times[measure][50].byRepetition ?? []);
        return difference(a ?? [], b ?? []) ?? [];
      });
      const different = found.filter((one) => one.different).length;
      const bounds = binomialBounds(found.length, BY_CHANCE);
      return {
        mode,
        measure,
        runs: found.length,
        leftOut: all.length - found.length,
        different,
        bounds,
        // fewer are no fault: stamps are whole milliseconds, and medians that are equal to the millisecond never differ
        ok: found.length > 0 && different <= bounds.high,
      };
    }),
  );
}

export function identicalText({ mode, measure, runs, leftOut, different, bounds }: Identical): string {
  if (runs === 0)
    return `${mode}-a and ${mode}-b: no run could be compared; the generator fell behind in all of them, there is one repetition only, or it was interrupted before one was whole.`;
  const behind = leftOut > 0 ? ` (the generator fell behind in ${leftOut} more)` : '';
  const chance = `${Math.round(BY_CHANCE * runs)} are expected of lanes that are the same, ${bounds.low} to ${bounds.high} are chance in 99 of 100 cases`;
  const beyond =
    different > bounds.high
      ? ': the lab sees what is not there'
      : different < bounds.low
        ? ': whole milliseconds hide what is smaller, so the lab is more careful than it says'
        : '';
  return `${mode}-a and ${mode}-b, ${measure}: no difference in ${runs - different} of ${runs} runs${behind}; ${different} show one, ${chance}${beyond}.`;
}

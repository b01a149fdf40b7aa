import { mean } from '../../measures.ts';
import { counted } from '../figures.ts';
import { peakOverlap } from '../findings/at-once.ts';
import type { Row } from '../row.ts';
import type { Run } from '../run.ts';
import { invocationsOf } from './invocations.ts';
import { twinOf } from './twin.ts';

/** What a lane's rows say of its load and of its consumers: the measured side of every prediction, and the parts that formulas need. */
export interface Observed {
  rows: Row[];
  /** Messages a second that were meant to come: the knob's, where the arrivals have one rate, else that of the intended times. */
  rate: number;
  /** As they were sent. */
  cameRate: number;
  /** Of the load of one repetition, first message to last, on average: ms. */
  loadMs: number;
  /** First line of the consumer → mail delivered, ms a message: mean, undefined where nothing was delivered. */
  serviceMs: number | undefined;
  /** Messages at consumers, over the time from the first's first line to the last's mail: all but one, as the first opens the time. */
  atOnce: number | undefined;
  /** Invocations (outside Lambda: messages) at once, at most. */
  mostAtOnce: number;
  /** Triggers of messages that met a warm process at their first attempt, with nothing wrong with them or with the provider. */
  calm: number[];
}

export function observe(run: Run, lane: Run['lanes'][number]): Observed {
  const rows = counted(run).filter((row) => row.lane === lane.id);
  const repetitions = [...Map.groupBy(rows, ({ repetition }) => repetition).values()];
  const handled = rows.filter(({ handledAt, deliveredAt }) => handledAt !== undefined && deliveredAt !== undefined);
  const worked = handled.reduce((sum, row) => sum + (row.deliveredAt as number) - (row.handledAt as number), 0);
  const spans = repetitions.map((some) => span(some.map(({ intendedAt }) => intendedAt)));
  const loadMs = mean(spans) ?? 0;
  // the first message opens the span: one gap fewer than messages
  const gaps = repetitions.reduce((sum, some) => sum + new Set(some.map(({ id }) => id)).size - 1, 0);
  const rateOf = (spans: readonly number[]) => {
    const all = spans.reduce((sum, ms) => sum + ms, 0);
    return all > 0 ? (gaps * 1000) / all : 0;
  };
  const { arrivals } = run;
  const loads = new Set(handled.map(({ repetition }) => repetition)).size;
  const busyMs = repetitions.reduce(
    (sum, some) =>
      sum +
      span(
        some.flatMap(({ handledAt, deliveredAt }) =>
          handledAt === undefined || deliveredAt === undefined ? [] : [handledAt, deliveredAt],
        ),
      ),
    0,
  );
  return {
    rows,
    rate: arrivals.kind === 'constant' || arrivals.kind === 'poisson' ? arrivals.rate : rateOf(spans),
    cameRate: rateOf(repetitions.map((some) => span(some.map(({ sentAt }) => sentAt)))),
    loadMs,
    serviceMs: handled.length > 0 ? worked / handled.length : undefined,
    atOnce: busyMs > 0 && handled.length > loads ? (worked * (handled.length - loads)) / handled.length / busyMs : undefined,
    mostAtOnce: repetitions.reduce((most, some) => {
      const spans = invocationsOf(some, twinOf(lane)?.consumer).map(({ fromMs, toMs }) => [fromMs, toMs] as const);
      return Math.max(most, peakOverlap(spans));
    }, 0),
    calm: calmRows(run, lane, rows).map((row) => (row.handledAt as number) - (row.handedOverAt as number)),
  };
}

/** Rows from which the parts of a way can be read: no cold start, no injected fault, no retry, and sent before any fault of the run. */
export function calmRows(run: Run, lane: Run['lanes'][number], rows: readonly Row[]): Row[] {
  const firstS = run.faults.reduce((first, { fromS }) => Math.min(first, fromS), Number.POSITIVE_INFINITY);
  return rows.filter(
    (row) =>
      row.fate === 'handled' &&
      row.cold === false &&
      !row.entranceCold &&
      row.fault === undefined &&
      (row.receiveCount ?? 1) === 1 &&
      row.handledAt !== undefined &&
      row.handedOverAt !== undefined &&
      (run.faults.length === 0 || row.intendedAt < beganAt(run, lane, row.repetition) + firstS * 1000),
  );
}

/** When the load of a lane's repetition began. */
export function beganAt({ loads, beganAt }: Run, { id }: Run['lanes'][number], repetition: number): number {
  const load = loads.findIndex((one) => one.repetition === repetition && one.lanes.includes(id));
  return beganAt[load] ?? Number.NEGATIVE_INFINITY;
}

const span = (times: readonly number[]): number => {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const time of times) {
    first = Math.min(first, time);
    last = Math.max(last, time);
  }
  return Math.max(0, last - first);
};

import { type Ledger, ledgerOf } from '../ledger.ts';
import { mean, percentile } from '../measures.ts';
import type { Row } from './row.ts';
import type { Run } from './run.ts';
import { type Interval, intervalOf, type Repeated, roundedVariance } from './statistics/student.ts';

/** The times that are measured, by what they are called in reports; `stepMs`: what they are rounded to. */
export const MEASURES = {
  answered: { title: 'sent → the sender has its answer', stepMs: 0, ms: ({ sentAt, answeredAt }: Row) => answeredAt - sentAt },
  trigger: {
    title: 'handed over → first line of the consumer',
    // both are whole milliseconds of one clock
    stepMs: 1,
    ms: ({ handedOverAt, handledAt }: Row) =>
      handedOverAt === undefined || handledAt === undefined ? undefined : handledAt - handedOverAt,
  },
  delivered: {
    title: 'sent → the email provider has done its work',
    stepMs: 1,
    ms: ({ sentAt, deliveredAt }: Row) => (deliveredAt === undefined ? undefined : Math.max(0, deliveredAt - Math.floor(sentAt))),
  },
} satisfies Record<string, { title: string; stepMs: number; ms(row: Row): number | undefined }>;
export type Measure = keyof typeof MEASURES;

export const QUANTILES = [50, 95, 99] as const;
export type Quantile = (typeof QUANTILES)[number];

/** One quantile of one measure: in each repetition, and the mean of those, which is what reports print and what the interval is around. */
export interface Value {
  ms: number | undefined;
  /** A repetition in which nobody was timed has none. */
  byRepetition: Repeated[];
  /** Of `ms`, at 95 %; undefined for one repetition. */
  interval: Interval | undefined;
}

export interface LaneFigures {
  lane: Run['lanes'][number];
  /** Of messages that met warm processes, were delivered, and had nothing wrong with them. */
  times: Record<Measure, Record<Quantile, Value>>;
  ledger: Ledger;
  /**
   * What met a process that had just started: at the consumer (told by the mail, so of what was delivered) with the trigger's median, and
   * messages at the entrance.
   */
  cold: { consumer: number; triggerMs: number | undefined; entrance: number };
  /**
   * Delivered a second, first message sent to last one delivered (what was not: answered), of all repetitions. The first message opens the
   * time and is not counted; undefined for one message.
   */
  throughput: number | undefined;
  retries: number | undefined;
  /** Messages in an invocation, on average. */
  batch: number | undefined;
}

/** Rows that count: all but the warm-up's. */
export const counted = (run: Run): Row[] => run.rows.filter(({ repetition }) => repetition > 0);

/** Whose times are in figures: delivered, by processes that were warm, with nothing wrong. */
export const isTimed = ({ fate, cold, entranceCold, fault }: Row): boolean =>
  fate === 'handled' && !cold && !entranceCold && fault === undefined;

/** Each lane's figures, from its rows alone. */
export function figuresOf(run: Run): LaneFigures[] {
  const byLane = Map.groupBy(counted(run), ({ lane }) => lane);
  return run.lanes.map((lane) => {
    const rows = byLane.get(lane.id) ?? [];
    const handled = rows.filter(({ fate }) => fate === 'handled');
    const warm = rows.filter(isTimed);
    const cold = handled.filter((row) => row.cold === true);
    const sum = (counts: Run['sent'] | undefined) =>
      counts?.filter((one) => one.lane === lane.id).reduce((all, { count }) => all + count, 0);
    const batches = handled.flatMap(({ batch }) => (batch === undefined ? [] : [batch]));
    return {
      lane,
      times: Object.fromEntries(
        Object.entries(MEASURES).map(([name, { ms, stepMs }]) => [name, valuesOf(warm, ms, stepMs)]),
      ) as LaneFigures['times'],
      ledger: ledgerOf(rows, sum(run.sent) ?? 0),
      cold: {
        consumer: cold.length,
        triggerMs: percentile(times(cold, MEASURES.trigger.ms), 0.5),
        // a row a consumer: each message once
        entrance: new Set(rows.filter(({ entranceCold }) => entranceCold).map(({ id }) => id)).size,
      },
      throughput: throughputOf(rows),
      retries: sum(run.retries),
      // every message of a batch of n counts it: so the harmonic mean is that of batches
      batch: batches.length === 0 ? undefined : batches.length / batches.reduce((all, batch) => all + 1 / batch, 0),
    };
  });
}

const times = (rows: readonly Row[], ms: (row: Row) => number | undefined): number[] =>
  rows.flatMap((row) => {
    const value = ms(row);
    return value === undefined ? [] : [value];
  });

function valuesOf(rows: readonly Row[], ms: (row: Row) => number | undefined, stepMs: number): Record<Quantile, Value> {
  const repetitions = [...Map.groupBy(rows, ({ repetition }) => repetition)]
    .sort(([a], [b]) => a - b)
    .map(([repetition, some]) => ({ repetition, values: times(some, ms) }));
  return Object.fromEntries(
    QUANTILES.map((quantile): [Quantile, Value] => {
      const byRepetition = repetitions.flatMap(({ repetition, values }) => {
        const ms = percentile(values, quantile / 100);
        return ms === undefined ? [] : [{ repetition, ms }];
      });
      const values = byRepetition.map(({ ms }) => ms);
      return [quantile, { ms: mean(values), byRepetition, interval: intervalOf(values, roundedVariance(stepMs)) }];
    }),
  ) as Record<Quantile, Value>;
}

function throughputOf(rows: readonly Row[]): number | undefined {
  let delivered = 0;
  let others = 0;
  let seconds = 0;
  for (const some of Map.groupBy(rows, ({ repetition }) => repetition).values()) {
    let [first, last] = [Number.POSITIVE_INFINITY, 0];
    const opens = some.reduce((a, b) => (b.sentAt < a.sentAt ? b : a)).id;
    for (const { id, sentAt, answeredAt, deliveredAt } of some) {
      first = Math.min(first, sentAt);
      last = Math.max(last, deliveredAt ?? answeredAt);
      if (id === opens) continue;
      others++;
      delivered += deliveredAt === undefined ? 0 : 1;
    }
    seconds += Math.max(0, last - first) / 1000;
  }
  return seconds === 0 || others === 0 ? undefined : delivered / seconds;
}

/** Of fewer messages the 99th percentile is one or two of them, and a single stall would decide. */
const FEW = 200;

/** How late the generator sent, in milliseconds: at worst, and at the percentile that decides, the 99th, of few messages the 95th. */
export function lateness(run: Run): { worst: number; percentile: 95 | 99; ms: number } {
  const late = counted(run).map(({ sentAt, intendedAt }) => sentAt - intendedAt);
  const decides = late.length < FEW ? 95 : 99;
  return { worst: late.reduce((most, ms) => Math.max(most, ms), 0), percentile: decides, ms: percentile(late, decides / 100) ?? 0 };
}

/** Above this percentile the times are the generator's own, and nothing is compared. */
export const MOST_LATE_MS = 50;

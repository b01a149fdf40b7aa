/** Runs that were never run: for tests of figures and reports. */
import { type Lane, lane as laneOf } from './lane.ts';
import type { Row } from './row.ts';
import type { Run } from './run.ts';

/** 2026-03-01T12:00:00Z: no test depends on the day it runs on. */
export const BEGAN = 1_772_366_400_000;

/** One message that took 3 ms to be handed over, `triggerMs` to its consumer, and 10 ms there. */
export function rowOf(row: Partial<Row> & Pick<Row, 'lane'>, triggerMs = 20): Row {
  const sentAt = row.sentAt ?? BEGAN;
  const handedOverAt = sentAt + 3;
  return {
    ...{ repetition: 1, id: 'm', copy: 0, traceId: '1-0-0', intendedAt: sentAt, sentAt, answeredAt: sentAt + 8, accepted: true },
    ...{ enteredAt: sentAt + 2, handedOverAt, acknowledgedAt: sentAt + 7, handledAt: handedOverAt + triggerMs },
    ...{ receivedAt: handedOverAt + triggerMs + 1, deliveredAt: handedOverAt + triggerMs + 10 },
    ...{ cold: false, environment: 'e', batch: 1, mails: 1, fate: 'handled' },
    ...row,
  };
}

/** A run of these rows, whose counts are right; `run` replaces what matters to the test. */
export function runOf(rows: readonly Row[], run: Partial<Run> = {}, lanes: readonly Lane[] = lanesOf(rows)): Run {
  const repetitions = rows.reduce((most, { repetition }) => Math.max(most, repetition), 0);
  const byLoad = Map.groupBy(rows, ({ lane, repetition }) => `${lane} ${repetition}`);
  const counts = lanes.flatMap(({ id }) =>
    Array.from({ length: repetitions }, (_, i) => ({
      ...{ lane: id, repetition: i + 1 },
      count: byLoad.get(`${id} ${i + 1}`)?.length ?? 0,
    })),
  );
  return {
    version: 1,
    ...{ experiment: 'rest', question: 'How long?', at: new Date(BEGAN).toISOString(), seed: 1, repetitions },
    target: { name: 'embedded', title: 'the embedded stack', timeScale: 1, settings: ['polls for 20 s'] },
    machine: { cpus: 4, model: 'a machine', memoryGiB: 16, node: 'v24.0.0' },
    knobs: { rate: 5, messages: 10 },
    lanes: lanes.map((lane) => ({ ...lane, how: `the way of ${lane.mode}`, retries: 'none' })),
    ...{ arrivals: { kind: 'poisson', rate: 5 }, messages: counts[0]?.count ?? 0, faults: [], rows: [...rows], sent: counts },
    ...{ retries: counts.map((one) => ({ ...one, count: 0 })), provider: [] },
    loads: Array.from({ length: repetitions }, (_, i) => ({ repetition: i + 1, lanes: lanes.map(({ id }) => id) })),
    beganAt: Array.from({ length: repetitions }, (_, i) => BEGAN + i * 60_000),
    ...run,
  };
}

const lanesOf = (rows: readonly Row[]): Lane[] =>
  [...new Set(rows.map(({ lane }) => lane))].map((id) => ({ ...laneOf('push'), id, title: id.toLowerCase() }));

/**
 * A run of modes as if it had been measured: triggers spread around each lane's median as real ones are, the same for the same seed.
 */
export function plausibleRun(medians: Readonly<Record<string, number>>, options: PlausibleRun = {}): Run {
  const { repetitions = 5, messages = 40, rate = 5, random = Math.random, lanes, alter = (row) => row } = options;
  const all = lanes ?? Object.keys(medians).map((mode) => laneOf(mode));
  const rows = all.flatMap(({ id, mode, title }) =>
    Array.from({ length: repetitions * messages }, (_, i): Row => {
      const repetition = 1 + Math.floor(i / messages);
      const sentAt = BEGAN + (repetition - 1) * 60_000 + ((i % messages) * 1000) / rate;
      const triggerMs = Math.round((medians[title] ?? medians[mode] ?? 20) * Math.exp(0.35 * normal(random)));
      return alter(rowOf({ lane: id, repetition, id: `${id}-${i}`, sentAt }, triggerMs), i);
    }),
  );
  return runOf(rows, { arrivals: { kind: 'constant', rate }, messages }, all);
}

export interface PlausibleRun {
  repetitions?: number;
  messages?: number;
  rate?: number;
  /** 0 to 1; the same sequence gives the same run. */
  random?: () => number;
  lanes?: readonly Lane[];
  alter?(row: Row, index: number): Row;
}

/** Box and Muller's. */
export const normal = (random: () => number): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

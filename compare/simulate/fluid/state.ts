import { type Cohort, empty, pour, total } from './cohort.ts';
import type { Way } from './way.ts';

/** A step, in milliseconds: shorter than anything that matters at these rates, longer than a share. */
export const STEP = 100;
const BACKOFFS = 10;

/** The levels of a fluid at a moment, and what has become of everything up to it. */
export interface State {
  now: number;
  /** Invocations of the entrance that have not handed over. */
  entering: number;
  /** The most invocations of the consumer at the moment. */
  lanes: number;
  /** What waits, by how often it was throttled and how often it has failed. */
  queue: Cohort[][];
  /** What waits for its retry, by the step in which that is due. */
  later: Map<number, Cohort[]>;
  /** What is in a handler, by how often it has failed; and in how many invocations. */
  serving: Cohort[];
  running: number;
  /** What waits for an environment to start; how many are starting, and how many there are in all. */
  warming: Cohort[];
  starting: number;
  warm: number;
  fates: { handled: number; refused: number; 'in flight': number; waiting: number; 'dead-lettered': number; lost: number };
  done: { mass: number; latency: number }[];
  lastDone: number;
  counts: { sent: number; retries: number; throttles: number; invocations: number; handedOver: number; calls: number; gbSeconds: number };
}

export function createState(way: Way): State {
  const cohorts = () => Array.from({ length: way.retryMs.length + 1 }, empty);
  return {
    ...{ now: 0, entering: 0, lanes: way.lanes.first, running: 0, starting: 0, warm: 0, lastDone: 0 },
    queue: Array.from({ length: BACKOFFS }, cohorts),
    later: new Map(),
    serving: cohorts(),
    warming: cohorts(),
    fates: { handled: 0, refused: 0, 'in flight': 0, waiting: 0, 'dead-lettered': 0, lost: 0 },
    done: [],
    counts: { sent: 0, retries: 0, throttles: 0, invocations: 0, handedOver: 0, calls: 0, gbSeconds: 0 },
  };
}

/** What failed, or was turned away as if it had: refused where the caller waits, on its ladder's next step, or given up. */
export function fail(state: State, way: Way, cohort: Cohort, level: number, deadLetters: boolean): void {
  if (cohort.mass === 0) return;
  const wait = way.retryMs[level];
  if (way.throttled === 'refuse') state.fates.refused += cohort.mass;
  else if (wait === undefined) state.fates[deadLetters ? 'dead-lettered' : 'lost'] += cohort.mass;
  else {
    const step = Math.round((state.now + wait) / STEP);
    const row = state.later.get(step) ?? way.retryMs.concat(0).map(empty);
    state.later.set(step, row);
    pour(cohort, row[level + 1] as Cohort);
    state.counts.retries += cohort.mass;
  }
}

export const waitingFor = ({ queue, later }: State) => ({
  turn: queue.reduce((sum, row) => sum + total(row), 0),
  retry: [...later.values()].reduce((sum, row) => sum + total(row), 0),
});

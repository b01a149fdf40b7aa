import type { Lab } from '../lab/lab.ts';
import { loadWithFaults } from '../lab/load.ts';
import { median } from '../lab/median.ts';
import { billedMs } from './billed.ts';
import type { Waited, Wanted } from './client.ts';
import { type Receiver, startReceiver } from './receiver.ts';
import type { Way } from './ways.ts';

/** Virtual seconds that a client waits for a call which may never come: the queue's whole ladder, and some. */
const PATIENCE_S = 420;

/** Real milliseconds beside them, for what no clock makes faster: processes that start, on a machine with other things to do. */
const PROCESSES_MS = 60_000;

/** What came of a load of jobs, waited for in one way. */
export interface WayFigures {
  way: string;
  waited: Waited[];
  /** Real milliseconds from the end of a job until its client knows: middle and longest. */
  knowsAfterMs: { median: number; longest: number };
  requestsAJob: number;
  /** Function-seconds that Lambda bills for a job, work included; by its REPORT lines. */
  billedSecondsAJob: number;
  /** The part of them that only answered "is it over?". */
  askedSecondsAJob: number;
  /** Mean length of the work itself. */
  workSecondsAJob: number;
  /** Books that the carrier has, by the number of times. */
  shippedOnce: number;
  shippedMore: number;
}

/** A load of jobs, each with a client that waits for it in this way. */
export async function runWay(lab: Lab, way: Way): Promise<WayFigures> {
  const receiver = await startReceiver();
  try {
    return await load(lab, way, receiver);
  } finally {
    await receiver.stop();
  }
}

async function load(lab: Lab, way: Way, receiver: Receiver): Promise<WayFigures> {
  const { count } = lab.options;
  const { carrier } = lab.thirdParties;
  const wanted: Wanted[] = Array.from({ length: count }, () => ({
    jobId: lab.unique(way.name),
    ms: 300 + Math.floor(lab.random() * 600),
  }));
  // the first invocations are cold, which is no part of the question
  await Promise.all(Array.from({ length: 4 }, () => way.wait(lab, { jobId: lab.unique('warm'), ms: 0 }, receiver, lab.signal)));
  const before = await billedMs(lab);
  const patience = AbortSignal.any([lab.signal, AbortSignal.timeout(PROCESSES_MS + (PATIENCE_S * 1000) / lab.target.timeScale)]);
  const waited = await loadWithFaults(lab, { party: carrier, victim: way.victim }, (index) =>
    way.wait(lab, wanted[index] as Wanted, receiver, patience),
  );
  const billed = await billedMs(lab);
  const shipped = new Map<string, number>();
  for (const { orderId } of await carrier.list()) shipped.set(orderId, (shipped.get(orderId) ?? 0) + 1);
  const times = wanted.map(({ jobId }) => shipped.get(jobId) ?? 0);
  const late = waited.map(({ knownAt, outcome }) => Math.max(0, knownAt - outcome.doneAt));
  return {
    way: way.name,
    waited,
    knowsAfterMs: { median: median(late), longest: Math.max(...late) },
    requestsAJob: waited.reduce((sum, { requests }) => sum + requests, 0) / count,
    billedSecondsAJob: (billed.all - before.all) / 1000 / count,
    askedSecondsAJob: (billed.asked - before.asked) / 1000 / count,
    workSecondsAJob: wanted.reduce((sum, { ms }) => sum + ms, 0) / 1000 / count,
    shippedOnce: times.filter((n) => n === 1).length,
    shippedMore: times.filter((n) => n > 1).length,
  };
}

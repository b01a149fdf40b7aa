/** The formulas of docs/lab/predictions.md. Rates are a second, times milliseconds, unless a name says otherwise. */

/** Little's law: how much is under way at once, where so much comes a second and each stays so long. It holds for anything steady. */
export const atOnce = (rate: number, ms: number): number => (rate * ms) / 1000;

/** The most that so many lanes get done a second. */
export const mostPerSecond = (lanes: number, ms: number, batch = 1): number => (lanes * batch * 1000) / ms;

export const RAMP = { first: 5, perSecond: 5, most: 1250 } as const;

/** Pollers of a mapping so many seconds after messages began to wait: c(t) = min(1250, 5 + 5 t), or MaximumConcurrency. */
export const pollersAt = (seconds: number, most: number = RAMP.most): number => Math.min(most, RAMP.first + RAMP.perSecond * seconds);

/** Seconds until so many pollers are there; infinite where there never are. */
export const secondsToPollers = (pollers: number, most: number = RAMP.most): number =>
  pollers > most ? Number.POSITIVE_INFINITY : Math.max(0, (pollers - RAMP.first) / RAMP.perSecond);

/**
 * What a batching window adds to the way of a message, on average, where one poller gathers: in a batch that gets full, half of the time
 * that takes. In one that does not, its first message waits for all of the window, and those that come meanwhile for half of it: all of
 * the window where few come, half of it where many do.
 */
export function windowWaitMs(rate: number, batch: number, windowMs: number): number {
  if (windowMs === 0 || batch <= 1) return 0;
  const meanwhile = (rate * windowMs) / 1000;
  if (meanwhile >= batch - 1) return ((batch - 1) / rate) * 500;
  return (windowMs * (1 + meanwhile / 2)) / (1 + meanwhile);
}

/** Messages that a batch has with a window: what comes meanwhile, and the first one. */
export const batchFill = (rate: number, batch: number, windowMs: number): number => Math.min(batch, 1 + (rate * windowMs) / 1000);

/**
 * The share of messages that outlive an outage. Each is tried at 0 and after each wait; the moment of its first try is somewhere in the
 * outage, so that it lives if the outage ends before its last try. Of those that came while the outage lasted, evenly; `quietMs`: none came
 * in so much of its end.
 */
export function survival(outageMs: number, retryMs: readonly number[], quietMs = 0): number {
  const ladder = retryMs.reduce((sum, wait) => sum + wait, 0);
  if (outageMs <= ladder) return 1;
  if (!Number.isFinite(outageMs)) return 0;
  return Math.max(0, ladder - quietMs) / (outageMs - quietMs);
}

/** Until the next of so many pollers asks, on average, each of which asks at a moment of its own once a `pollMs`. */
export const pollWaitMs = (pollMs: number, pollers: number): number => pollMs / (pollers + 1);

/** The share of messages that have a success among so many independent tries. */
export const successWithin = (tries: number, errorRate: number): number => 1 - errorRate ** tries;

/** Erlang's C: the probability that all of so many servers are busy, where `load` of them are on average. M/M/c. */
export function waitProbability(servers: number, load: number): number {
  if (load >= servers) return 1;
  // by recursion over Erlang's B, which does not overflow
  let blocked = 1;
  for (let n = 1; n <= servers; n++) blocked = (load * blocked) / (n + load * blocked);
  return blocked / (1 - (load / servers) * (1 - blocked));
}

/**
 * Mean wait before a free server, in ms. M/M/c by Erlang's C; with constant service times (M/D/c) about half of it, which is exact for one
 * server. Infinite where more comes than can be served. It holds for arrivals by chance and a fixed number of servers: workers, a
 * MaximumConcurrency, a reserved concurrency before a queue; not for a mapping that is still growing.
 */
export function meanWaitMs(rate: number, serviceMs: number, servers: number, service: 'exponential' | 'constant' = 'exponential'): number {
  const load = atOnce(rate, serviceMs);
  if (load >= servers) return Number.POSITIVE_INFINITY;
  const wait = (waitProbability(servers, load) * serviceMs) / (servers - load);
  return service === 'constant' ? wait / 2 : wait;
}

/** Seconds to work off a backlog with what is left of the capacity beside what keeps coming; infinite where nothing is left. */
export const drainSeconds = (backlog: number, capacity: number, rate: number): number =>
  backlog <= 0 ? 0 : capacity > rate ? backlog / (capacity - rate) : Number.POSITIVE_INFINITY;

/** The same for a mapping, whose pollers grow by five a second from the start, each doing so many a second. */
export function drainSecondsOnRamp(backlog: number, perPoller: number, rate: number, most: number = RAMP.most): number {
  let left = backlog;
  const STEP_S = 0.1;
  if (backlog <= 0) return 0;
  if (most * perPoller <= rate) return Number.POSITIVE_INFINITY;
  let seconds = 0;
  while (left > 0) {
    const capacity = pollersAt(seconds, most) * perPoller;
    if (capacity > rate && pollersAt(seconds, most) === most) return seconds + left / (capacity - rate);
    left += (rate - capacity) * STEP_S;
    seconds += STEP_S;
  }
  return seconds;
}

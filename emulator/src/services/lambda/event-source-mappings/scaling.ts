/**
 * How many batches of a queue are handled at a time: five from the start, five more a second (300 a minute) while messages
 * wait, at most 1,250 or MaximumConcurrency; fewer again when there is nothing to do or the function fails.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html
 */
export const START = 5;
export const STEP = 5;
export const STEP_MS = 1000;
export const CEILING = 1250;
/** What a mapping without MaximumConcurrency keeps up when nothing comes. */
export const IDLE = 2;

export const ceiling = (maximumConcurrency: number | undefined) => maximumConcurrency ?? CEILING;
export const start = (maximumConcurrency: number | undefined) => Math.min(START, ceiling(maximumConcurrency));

/** A second on, all pollers busy all along, and `waiting` messages still in the queue. */
export const grown = (current: number, waiting: number, maximumConcurrency: number | undefined) =>
  Math.max(
    Math.min(current, ceiling(maximumConcurrency)),
    Math.min(ceiling(maximumConcurrency), current + Math.min(STEP, Math.max(0, waiting))),
  );

/** A poller's long poll ended without a message. With MaximumConcurrency the first pollers stay. */
export const rested = (current: number, maximumConcurrency: number | undefined) =>
  Math.min(current, Math.max(maximumConcurrency === undefined ? IDLE : start(maximumConcurrency), current - 1));

/** The function failed: down, but not below the start. */
export const afterError = (current: number, maximumConcurrency: number | undefined) =>
  Math.min(current, Math.max(start(maximumConcurrency), current - 1));

/** The function was throttled: down to as few as an idle mapping has. */
export const afterThrottle = (current: number) => Math.min(current, Math.max(IDLE, current - 1));

/** How long to wait before a throttled batch is tried again: 0.2 s, doubling, to 5 s. */
export const throttleDelay = (attempt: number) => Math.min(5000, 200 * 2 ** attempt);

/** How long to wait before a queue that can't be read is tried again: 1 s, doubling, to a minute. */
export const problemDelay = (attempt: number) => Math.min(60_000, 1000 * 2 ** attempt);

/** Real milliseconds for what no clock scales: processes that start, mails on their way. */
const REAL_MS = 10_000;

/**
 * Of a queue whose consumer has the usual timeout of 10 s: six times that.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
 */
const VISIBILITY_S = 60;

/** Longer than the longest ladder at usual settings (five visibility timeouts; Lambda's 3 minutes), by the stack's clock. */
const LADDER_S = 400;

/** Real milliseconds until what failed, or could not be confirmed, has come a second time: a visibility timeout, or Lambda's minute. */
export const oneRetry = (timeScale: number, visibilityS = VISIBILITY_S): number => 2000 + (1000 * 1.2 * visibilityS) / timeScale;

export interface Waits {
  /** Of the queues; each receive takes a visibility timeout until the next one. */
  maxReceiveCount?: number;
  /** Messages that go up the ladder one after another: those of one FIFO group. */
  inTurn?: number;
  /** Real milliseconds of work that is done one after another. */
  workMs?: number;
}

/** Real milliseconds after the load until nothing more is waited for: what has not settled then is said to be under way. */
export const patience = (timeScale: number, { maxReceiveCount = 1, inTurn = 1, workMs = 0 }: Waits = {}): number =>
  REAL_MS + workMs + (1000 * Math.max(LADDER_S, (maxReceiveCount * inTurn + 1) * VISIBILITY_S)) / timeScale;

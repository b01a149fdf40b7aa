/** One way to wait for bytes in a named pipe. */
export interface Way {
  /** Makes ready what takes time and is no part of the waiting. Answers what waits once: for good while nothing comes. */
  prepare(fifo: string): Promise<() => Promise<Buffer> | Buffer>;
}

/** More than any answer is long. */
export const MOST_BYTES = 64;

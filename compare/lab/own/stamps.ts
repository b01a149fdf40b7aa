import { EXIT, UserError } from '../../errors.ts';

/** When a message was handled, and how often that was said. */
export interface Stamp {
  at: number;
  times: number;
}

/** One of the ways to read stamps back: each looks at what its user has named, and changes nothing there. */
export interface StampReader {
  /** Stamps found so far, by id. `open`: ids without one yet. `since`: nothing before it is asked for. */
  read(open: readonly string[], since: number): Promise<ReadonlyMap<string, Stamp>>;
}

/** 2001 to 2286: what is neither is seconds, or something else. */
const EARLIEST = 1e12;
const LATEST = 1e13;

/** Milliseconds since 1970 of a number, its digits, or a date of ISO 8601; throws UserError for anything else. */
export function stampOf(value: unknown, where: string): number {
  const text = String(value);
  const ms = /^\d+(\.\d+)?$/.test(text) ? Number(text) : /^\d{4}-\d\d-\d\dT/.test(text) ? Date.parse(text) : Number.NaN;
  if (ms >= EARLIEST && ms < LATEST) return ms;
  throw new UserError(`${where}: the stamp "${text.slice(0, 80)}" is neither milliseconds since 1970 nor a time of ISO 8601.`, EXIT.failed);
}

/** Counts one more; the first one stands. */
export function add(stamps: Map<string, Stamp>, id: string, at: number): void {
  const known = stamps.get(id);
  stamps.set(id, { at: known ? Math.min(known.at, at) : at, times: (known?.times ?? 0) + 1 });
}

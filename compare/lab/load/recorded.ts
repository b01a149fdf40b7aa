import { readFile } from 'node:fs/promises';
import { EXIT, UserError } from '../../errors.ts';
import type { Arrivals } from './arrivals.ts';

type Recorded = Extract<Arrivals, { kind: 'recorded' }>;

/** Columns that are looked for, the first that is there; without a header it is the first column. */
const COLUMNS = ['intendedAt', 'timestamp', 'time', 'at'];

/** Arrivals as they came somewhere: a file of times. Throws UserError for one that has none. */
export async function recordedArrivals(path: string): Promise<Recorded> {
  const text = await readFile(path, 'utf8').catch((error: Error) => {
    throw new UserError(`The recorded arrivals can't be read: ${error.message}`, EXIT.usage);
  });
  try {
    return { kind: 'recorded', atMs: recordedTimes(text) };
  } catch (error) {
    throw new UserError(`${path}: ${(error as Error).message}`, EXIT.usage);
  }
}

/**
 * Milliseconds after the first, rising, of a JSON list or of CSV (a rows.csv of ours, say, or an access log): numbers are milliseconds,
 * since 1970 or any other moment; what else a date can be read from is one.
 */
export function recordedTimes(text: string): number[] {
  const cells = text.trimStart().startsWith('[') ? (JSON.parse(text) as unknown[]) : columnOf(text);
  const times = cells.map((cell, i) => {
    const ms = typeof cell === 'number' ? cell : /^-?\d+(\.\d+)?$/.test(String(cell)) ? Number(cell) : Date.parse(String(cell));
    if (!Number.isFinite(ms)) throw new Error(`entry ${i + 1} is no time: ${String(cell).slice(0, 40)}`);
    return ms;
  });
  if (times.length === 0) throw new Error('there are no times in it');
  times.sort((a, b) => a - b);
  return times.map((at) => at - (times[0] as number));
}

function columnOf(csv: string): string[] {
  const [first = [], ...rest] = csv
    .split(/\r?\n/)
    .filter((line) => line.trim() !== '')
    .map((line) => line.split(',').map((cell) => cell.trim().replace(/^"(.*)"$/, '$1')));
  const named = COLUMNS.map((name) => first.indexOf(name)).find((at) => at >= 0);
  return named === undefined ? [first, ...rest].map(([cell = '']) => cell) : rest.map((cells) => cells[named] ?? '');
}

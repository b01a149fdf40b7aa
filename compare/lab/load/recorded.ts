import { readFile } from 'node:fs/promises';
import { EXIT, UserError } from '../../errors.ts';
import type { Arrivals } from './arrivals.ts';
import { csvLines } from './csv.ts';

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
 * Milliseconds after the first, rising, of a JSON list or of CSV (an access log, say, or a rows.csv of ours): numbers are milliseconds,
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
  const [first = [], ...rest] = csvLines(csv);
  const named = COLUMNS.map((name) => first.indexOf(name)).find((at) => at >= 0);
  if (named === undefined) return [first, ...rest].map(([cell = '']) => cell);
  return oneLoad(first, rest).map((cells) => cells[named] ?? '');
}

/** Of a rows.csv of ours one load as it was meant: its first lane's first repetition, a row a message. Of any other file all lines. */
function oneLoad(header: readonly string[], lines: string[][]): string[][] {
  const [lane, repetition, copy] = ['lane', 'repetition', 'copy'].map((name) => header.indexOf(name)) as [number, number, number];
  if (Math.min(lane, repetition, copy, header.indexOf('intendedAt')) < 0) return lines;
  const counted = lines.filter((cells) => cells[repetition] === '1' && cells[copy] === '0');
  return counted.filter((cells) => cells[lane] === counted[0]?.[lane]);
}

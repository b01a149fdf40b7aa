import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Result } from './run.ts';

/** The targets whose results are kept, and the page shows. */
export const RECORDED = ['embedded', 'localstack'] as const;
export type Recorded = (typeof RECORDED)[number];

/** What a run of the suite on a target found, as it is kept in results/. */
export interface Results {
  target: Recorded;
  /** For a person. */
  title: string;
  version: string;
  /** Of the run: 2026-11-21. */
  date: string;
  /** By `area/name`. */
  cases: Record<string, { status: 'pass' | 'differs'; found?: string }>;
}

const fileOf = (target: Recorded) => fileURLToPath(new URL(`results/${target}.json`, import.meta.url));

/** What a run found first, in a line: names and ids of one run are of no use to the next reader. */
const firstLine = (message: string) => {
  const lines = message.split('\n').filter((line) => line.trim() !== '');
  return (lines[0] ?? '').replace(/-[0-9a-f]{10}\b/g, '-…').slice(0, 300);
};

export function resultsOf(about: Omit<Results, 'cases' | 'date'>, results: Result[], date = new Date()): Results {
  const cases = results.map(({ id, status, message }) => [id, { status, ...(message !== undefined && { found: firstLine(message) }) }]);
  return { ...about, date: date.toISOString().slice(0, 10), cases: Object.fromEntries(cases) };
}

export const readResults = async (target: Recorded): Promise<Results> => JSON.parse(await readFile(fileOf(target), 'utf8'));

export const writeResults = (results: Results) => writeFile(fileOf(results.target), `${JSON.stringify(results, null, 2)}\n`);

import { type Area, type Case, idOf } from './case.ts';
import type { Target } from './clients.ts';
import { createContext } from './context.ts';
import { SUITE } from './suite.ts';

export interface Result {
  /** `area/name`. */
  id: string;
  area: Area;
  status: 'pass' | 'differs';
  /** What was found instead, where it differs. */
  message?: string;
  ms: number;
  /** What could not be removed after the case. */
  left: string[];
}

export interface RunOptions {
  /** Areas (`sqs`) or cases (`sqs/delay`); all if absent. */
  only?: string[];
  /** Cases at once. */
  parallel?: number;
  /** The time a case may take, beside what AWS's own waits take in it. */
  patienceMs?: number;
  onResult?(result: Result): void;
}

export const PATIENCE_MS = 30_000;

/** The cases that are named, by area or by case; throws for a name that is neither. */
export function casesNamed(only: string[] = []): Case[] {
  const wrong = only.filter((name) => !SUITE.some((one) => one.area === name || idOf(one) === name));
  if (wrong.length > 0) throw new RangeError(`No area and no case of the suite: ${wrong.join(', ')}`);
  return only.length === 0 ? SUITE : SUITE.filter((one) => only.includes(one.area) || only.includes(idOf(one)));
}

/** Runs one case; whatever it throws is a difference. */
export async function runCase(target: Target, one: Case, patienceMs = PATIENCE_MS): Promise<Result> {
  const began = performance.now();
  const ms = patienceMs + ((one.slowSeconds ?? 0) * 1000) / (target.timeScale ?? 1);
  const { context, end } = createContext(target, ms);
  let timer: NodeJS.Timeout | undefined;
  // an answer that never comes; what waits with `until` gives up by itself, and says for what
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${Math.round(ms / 1000)} s`)), ms + 2000);
  });
  const message = await Promise.race([(async () => one.run(context))(), tooLong]).then(() => undefined, textOf);
  clearTimeout(timer);
  const took = Math.round(performance.now() - began);
  const left = await end();
  const status = message === undefined ? 'pass' : 'differs';
  return { id: idOf(one), area: one.area, status, ...(message !== undefined && { message }), ms: took, left };
}

/** What was thrown, which may be no Error. */
function textOf(error: unknown): string {
  if (!(error instanceof Error)) return `threw ${String(error)}`;
  return error.name === 'Error' || error.name === 'AssertionError' ? error.message : `${error.name}: ${error.message}`;
}

/** Runs the suite, or what of it is asked for, against a target; answers in the suite's order. */
export async function runConformance(
  target: Target | ((one: Case) => Target),
  { only, parallel = 4, patienceMs, onResult }: RunOptions = {},
): Promise<Result[]> {
  const cases = casesNamed(only);
  const results: Result[] = [];
  const waiting = cases.entries();
  const work = async () => {
    for (const [index, one] of waiting) {
      const result = await runCase(typeof target === 'function' ? target(one) : target, one, patienceMs);
      results[index] = result;
      onResult?.(result);
    }
  };
  await Promise.all(Array.from({ length: parallel }, work));
  return results;
}

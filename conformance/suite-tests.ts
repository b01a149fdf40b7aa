import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Case, idOf } from './case.ts';
import type { Target } from './clients.ts';
import { type Result, type RunOptions, runConformance } from './run.ts';
import { SUITE } from './suite.ts';
import { complaint } from './verdict.ts';

interface Started {
  target: Target | ((one: Case) => Target);
  stop(): Promise<void>;
}

/** Beyond what the slowest case may take. */
const SPARE_MS = 60_000;

/** A test a case, on a target that is started for them. The cases run beside each other; each test waits for its own. */
export function testSuite(name: string, start: () => Promise<Started>, options: Pick<RunOptions, 'parallel' | 'patienceMs'> = {}) {
  const results = new Map(SUITE.map((one) => [idOf(one), Promise.withResolvers<Result>()]));
  let started: Started | undefined;
  let running: Promise<unknown> | undefined;
  beforeAll(async () => {
    started = await start();
    running = runConformance(started.target, { ...options, onResult: (result) => results.get(result.id)?.resolve(result) });
  }, 600_000);
  afterAll(async () => {
    await running;
    await started?.stop();
  }, SPARE_MS);
  test.for(SUITE.map(idOf))('%s', { timeout: SUITE.length * 1000 + SPARE_MS }, async (id) => {
    const result = await results.get(id)?.promise;
    expect(result && complaint(result, name)).toBeUndefined();
    expect(result?.left).toEqual([]);
  });
}

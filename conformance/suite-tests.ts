import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Case, idOf } from './case.ts';
import type { Target } from './clients.ts';
import { eachResult } from './each-result.ts';
import { type RunOptions, runConformance } from './run.ts';
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
  const ids = SUITE.map(idOf);
  let started: Started | undefined;
  let running: ReturnType<typeof eachResult> | undefined;
  beforeAll(async () => {
    const { target } = (started = await start());
    running = eachResult(ids, (onResult) => runConformance(target, { ...options, onResult }));
  }, 600_000);
  afterAll(async () => {
    await running?.ended;
    await started?.stop();
  }, SPARE_MS);
  test.for(ids)('%s', { timeout: SUITE.length * 1000 + SPARE_MS }, async (id) => {
    const result = await running?.of(id);
    expect(result && complaint(result, name)).toBeUndefined();
    expect(result?.left).toEqual([]);
  });
}

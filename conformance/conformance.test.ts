import { afterAll, beforeAll, expect, test } from 'vitest';
import { idOf } from './case.ts';
import { startEmbedded } from './embedded.ts';
import { type Result, runConformance } from './run.ts';
import { SUITE } from './suite.ts';
import { complaint } from './verdict.ts';

/** Longer than the slowest case may take. */
const CASE_TIMEOUT_MS = 60_000;

let stack: Awaited<ReturnType<typeof startEmbedded>>;
const results = new Map(SUITE.map((one) => [idOf(one), Promise.withResolvers<Result>()]));
let running: Promise<unknown>;

beforeAll(async () => {
  stack = await startEmbedded();
  running = runConformance(stack.targetOf, { onResult: (result) => results.get(result.id)?.resolve(result) });
});
afterAll(async () => {
  await running;
  await stack.stop();
});

// they run beside each other; each test waits for its own
test.for(SUITE.map(idOf))('%s', { timeout: SUITE.length * 1000 + CASE_TIMEOUT_MS }, async (id) => {
  const result = await results.get(id)?.promise;
  expect(result).toMatchObject({ left: [] });
  expect(result && complaint(result, 'embedded')).toBeUndefined();
});

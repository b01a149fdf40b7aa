import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Backoff, HTTP, HTTP_LIMIT, MANAGED, retryDelays } from './ladder.ts';

test('Lambda and SQS: 100,015 retries over more than 23 days', () => {
  const delays = [...retryDelays(MANAGED)];
  expect(delays).toHaveLength(100_015);
  expect(delays.slice(0, 5)).toEqual([0, 0, 0, 1000, 1000]);
  const backoff = delays.slice(5, 15);
  expect(backoff[0]).toBe(1000);
  expect(backoff[9]).toBe(20_000);
  expect(backoff).toEqual([...backoff].sort((a, b) => a - b));
  expect(new Set(delays.slice(15))).toEqual(new Set([20_000]));
  const days = delays.reduce((sum, ms) => sum + ms, 0) / 86_400_000;
  expect(days).toBeGreaterThan(23);
  expect(days).toBeLessThan(24);
});

test('HTTP: three retries, 20 seconds apart', () => {
  expect([...retryDelays(HTTP, HTTP_LIMIT)]).toEqual([20_000, 20_000, 20_000]);
});

test('a custom policy goes phase by phase and ends at 3,600 seconds', () => {
  const policy = {
    ...HTTP,
    numRetries: 6,
    numNoDelayRetries: 1,
    numMinDelayRetries: 1,
    numMaxDelayRetries: 1,
    minDelayTarget: 1,
    maxDelayTarget: 5,
  };
  expect([...retryDelays(policy, HTTP_LIMIT)]).toEqual([0, 1000, 1000, 3000, 5000, 5000]);
  const long = { ...HTTP, numRetries: 10, numMaxDelayRetries: 10, maxDelayTarget: 1000 };
  expect([...retryDelays(long, HTTP_LIMIT)]).toEqual([1_000_000, 1_000_000, 1_000_000]);
});

test('every curve rises from the shortest to the longest delay', () => {
  const curves = fc.constantFrom<Backoff>('linear', 'arithmetic', 'geometric', 'exponential');
  fc.assert(
    fc.property(
      curves,
      fc.integer({ min: 2, max: 100 }),
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 0, max: 600 }),
      (backoffFunction, n, min, more) => {
        const policy = { ...HTTP, numRetries: n, minDelayTarget: min, maxDelayTarget: min + more, backoffFunction };
        const delays = [...retryDelays(policy)];
        expect(delays).toHaveLength(n);
        expect(delays[0]).toBe(min * 1000);
        expect(delays.at(-1)).toBe((min + more) * 1000);
        for (let i = 1; i < n; i++) expect(delays[i]).toBeGreaterThanOrEqual(delays[i - 1] as number);
      },
    ),
  );
});

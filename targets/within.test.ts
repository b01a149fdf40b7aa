import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { within } from './within.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('work that never ends is given up, by its name', async () => {
  const stuck = expect(within(60_000, 'The deployment', new Promise(() => {}))).rejects.toThrow('The deployment took more than 1 minutes');
  await vi.advanceTimersByTimeAsync(60_000);
  await stuck;
});

test('work that ends, well or badly, leaves no timer', async () => {
  expect(await within(60_000, 'It', Promise.resolve(1))).toBe(1);
  await expect(within(60_000, 'It', Promise.reject(new Error('why')))).rejects.toThrow('why');
  expect(vi.getTimerCount()).toBe(0);
});

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { HttpError } from '../errors.ts';
import { breakerFor, FAILURES_TO_OPEN, OPEN_MS, withRetry } from './policies.ts';
import { ServiceFailure } from './service-failure.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const calls = (outcome: () => unknown) => vi.fn(async () => outcome());
const throwing = (error: Error) => () => {
  throw error;
};

describe('withRetry', () => {
  it.each([
    ['DOWN', 2],
    ['OVERLOADED', 2],
    ['SLOW', 1],
  ] as const)('asks one that is %s %i times', async (kind, times) => {
    const call = calls(throwing(new ServiceFailure('Users', kind)));
    const asked = expect(withRetry(call)).rejects.toMatchObject({ code: `USERS_${kind}` });
    await vi.runAllTimersAsync();
    await asked;
    expect(call).toHaveBeenCalledTimes(times);
  });
});

describe('breakerFor', () => {
  it('opens after failures in a row, and asks once when its time is over', async () => {
    const ask = breakerFor('Contracts');
    const fails = calls(throwing(new ServiceFailure('Contracts', 'DOWN')));
    for (let n = 0; n < FAILURES_TO_OPEN; n++) await expect(ask(fails)).rejects.toMatchObject({ code: 'CONTRACTS_DOWN' });
    await expect(ask(fails)).rejects.toMatchObject({ status: 503, code: 'CONTRACTS_CIRCUIT_OPEN' });
    expect(fails).toHaveBeenCalledTimes(FAILURES_TO_OPEN);
    vi.advanceTimersByTime(OPEN_MS);
    expect(await ask(calls(() => 'well'))).toBe('well');
    expect(await ask(calls(() => 'closed again'))).toBe('closed again');
  });

  it('does not take an answer for a failure: who is unknown is no outage', async () => {
    const ask = breakerFor('Contracts');
    for (let n = 0; n <= FAILURES_TO_OPEN; n++)
      await expect(ask(calls(throwing(new HttpError(404, 'CONTRACT_NOT_FOUND', 'none'))))).rejects.toMatchObject({ status: 404 });
  });

  it('is one for each that is made: environments do not know of each other', async () => {
    const [here, there] = [breakerFor('Contracts'), breakerFor('Contracts')];
    const fails = calls(throwing(new ServiceFailure('Contracts', 'DOWN')));
    for (let n = 0; n < FAILURES_TO_OPEN; n++) await expect(here(fails)).rejects.toThrow();
    await expect(there(fails)).rejects.toMatchObject({ code: 'CONTRACTS_DOWN' });
  });
});

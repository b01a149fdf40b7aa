import { BrokenCircuitError, ConsecutiveBreaker, circuitBreaker, ExponentialBackoff, handleWhen, retry } from 'cockatiel';
import { ServiceFailure } from './service-failure.ts';

/**
 * One more try after a short wait, for what may have been a hiccup. One that was slow is not asked again: the person has waited long enough,
 * and a service that can't follow has no use for twice the work.
 */
const again = retry(
  handleWhen((error) => error instanceof ServiceFailure && error.kind !== 'SLOW'),
  { maxAttempts: 1, backoff: new ExponentialBackoff({ initialDelay: 50, maxDelay: 200 }) },
);

export const withRetry = <T>(call: () => Promise<T>): Promise<T> => again.execute(call);

/** Failures in a row after which it isn't asked any more, and for how long. */
export const FAILURES_TO_OPEN = 3;
export const OPEN_MS = 3_000;

/**
 * A circuit breaker. It lives in the memory of one execution environment: on Lambda each environment finds out for itself, so that an
 * outage costs FAILURES_TO_OPEN waits for each environment, not for each service. A new one starts closed. It looks at the clock when it
 * is asked and needs no timer, which would stand still while the environment is frozen.
 */
export function breakerFor(service: 'Users' | 'Contracts') {
  const circuit = circuitBreaker(
    handleWhen((error) => error instanceof ServiceFailure),
    { breaker: new ConsecutiveBreaker(FAILURES_TO_OPEN), halfOpenAfter: OPEN_MS },
  );
  return async <T>(call: () => Promise<T>): Promise<T> => {
    try {
      return await circuit.execute(call);
    } catch (error) {
      if (error instanceof BrokenCircuitError) throw new ServiceFailure(service, 'CIRCUIT_OPEN', { cause: error });
      throw error;
    }
  };
}

import type { Share, World } from '../world.ts';
import { createHandler } from './handler.ts';
import type { Parts, Station } from './station.ts';

/**
 * Lambda's own queue before a function that is invoked without waiting: an error is tried again after one and two minutes, a
 * throttle after 1 s, doubling, to 5 minutes, until the event is too old.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
 */
export function asyncQueue(world: World, { account, provider, triggerMs }: Parts): Station {
  const { engine, settings, counts } = world;
  const { maximumRetryAttempts, retryMs, maximumEventAgeMs, firstBackoffMs, lastBackoffMs } = settings.async;
  const handle = createHandler(world, provider);
  return (share) => {
    const acceptedAt = engine.now();
    const later = (ms: number, then: () => void) => {
      if (engine.now() + ms - acceptedAt > maximumEventAgeMs) return world.giveUp(share);
      engine.after(ms, then);
    };
    const attempt = (errors: number, throttles: number): void => {
      const started = account.users.invoke((release) =>
        handle([share], (failed: Share[]) => {
          release();
          if (failed.length === 0) return;
          if (errors >= maximumRetryAttempts) return world.giveUp(share);
          later(retryMs[errors] ?? 0, () => {
            counts.retries++;
            attempt(errors + 1, 0);
          });
        }),
      );
      // a jitter, so that what was throttled together does not come back together
      const backoff = Math.min(lastBackoffMs, firstBackoffMs * 2 ** throttles) * (0.5 + world.random() / 2);
      if (!started) later(backoff, () => attempt(errors, throttles + 1));
    };
    engine.after(triggerMs(), () => attempt(0, 0));
  };
}

import type { World } from '../world.ts';
import { createBucket } from './bucket.ts';

export interface Provider {
  /** One request; `answered` hears whether it was accepted. */
  call(answered: (ok: boolean) => void): void;
}

/** The email provider, somebody else's: it has a limit, it fails, it is down. */
export function createProvider({ settings, engine, random, sample, limits, series }: World): Provider {
  const { ms, rateLimit, errorRate, down, refusalMs, timeoutMs } = settings.provider;
  const bucket = rateLimit === undefined ? undefined : createBucket(engine.now, rateLimit, Math.max(1, rateLimit));
  return {
    call(answered) {
      series.providerRate.count();
      series.providerConcurrency.add(1);
      const end = (afterMs: number, ok: boolean) =>
        engine.after(afterMs, () => {
          series.providerConcurrency.add(-1);
          answered(ok);
        });
      if (down && engine.now() >= down.fromMs && engine.now() < down.toMs) return end(refusalMs, false);
      if (bucket && !bucket.take()) {
        limits.hit(`the provider's limit of ${rateLimit} a second`);
        return end(refusalMs, false);
      }
      const takes = sample(ms);
      if (takes > timeoutMs) limits.hit(`the handler's ${timeoutMs / 1000} s for a call of the provider`);
      end(Math.min(takes, timeoutMs), takes <= timeoutMs && random() >= errorRate);
    },
  };
}

import type { SimulatedMode } from '../simulate/mode.ts';
import type { Settings } from '../simulate/settings.ts';

/** The waits before each further try of a message that fails, in ms, jitter at its mean: what a mode lives through, from first try to last. */
export function ladderOf({ consumer }: SimulatedMode, { async, sns, sqs, worker }: Settings): number[] {
  switch (consumer) {
    case 'function':
      return [];
    case 'async-queue':
      return async.retryMs.slice(0, async.maximumRetryAttempts);
    case 'http':
      return [...sns.httpRetryMs];
    case 'mapping':
      return Array.from({ length: sqs.maxReceiveCount - 1 }, () => sqs.visibilityTimeoutMs);
    case 'worker':
    case 'short-poll':
      // less up to half by chance, in whole seconds (functions/shared/retry-later.ts), of which the first wait has two
      return Array.from(
        { length: worker.maxReceiveCount - 1 },
        (_, i) => 0.75 * Math.min(worker.longestRetryMs, worker.firstRetryMs * 2 ** i) + worker.firstRetryMs / 4,
      );
  }
}

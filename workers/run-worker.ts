import { SQSClient } from '@aws-sdk/client-sqs';
import { clientOptions } from '../functions/shared/clients/options.ts';
import { requiredEnv } from '../functions/shared/env.ts';
import { logger } from '../functions/shared/logger.ts';
import { stepSeconds } from '../functions/shared/retry-later.ts';
import { type QueueWorkerOptions, startQueueWorker } from './queue-worker.ts';

/**
 * The whole life of a worker process: works `QUEUE_URL` off, `CONCURRENCY` messages at once (4 if it is not set), says `ready` when it
 * begins, tries what fails again on the functions' ladder, and resolves when SIGTERM or SIGINT has ended it gently.
 */
export async function runWorker(
  options: Pick<QueueWorkerOptions, 'visibilityS' | 'heartbeatMs' | 'shortPollMs' | 'handle'>,
): Promise<void> {
  const worker = startQueueWorker({
    // a long poll is answered after twenty seconds
    sqs: new SQSClient(clientOptions(25_000)),
    queueUrl: requiredEnv('QUEUE_URL'),
    concurrency: Number(process.env.CONCURRENCY ?? 4),
    retryAfterS: (receives) => stepSeconds(receives),
    onProblem: (what, error) => logger.warn(what, { error: error as Error }),
    ...options,
  });
  process.once('SIGTERM', worker.stop);
  process.once('SIGINT', worker.stop);
  console.log('ready');
  await worker.done;
}

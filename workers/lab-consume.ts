/**
 * A consumer of the lab outside Lambda: long polls (or short ones, every `SHORT_POLL_MS`) of `QUEUE_URL`, at its own pace. Its other
 * variables are those of the lab's functions (functions/lab/consume/deps.ts).
 */
import { SQSClient } from '@aws-sdk/client-sqs';
import { consume } from '../functions/lab/consume/core.ts';
import { arrive, deps } from '../functions/lab/consume/deps.ts';
import { messageSchema } from '../functions/lab/message.ts';
import { clientOptions } from '../functions/shared/clients/options.ts';
import { requiredEnv } from '../functions/shared/env.ts';
import { logger } from '../functions/shared/logger.ts';
import { stepSeconds } from '../functions/shared/retry-later.ts';
import { startQueueWorker } from './queue-worker.ts';

const visibilityS = Number(requiredEnv('VISIBILITY_S'));
const { SHORT_POLL_MS } = process.env;

const worker = startQueueWorker({
  // a long poll is answered after twenty seconds
  sqs: new SQSClient(clientOptions(25_000)),
  queueUrl: requiredEnv('QUEUE_URL'),
  concurrency: Number(process.env.CONCURRENCY ?? 4),
  visibilityS,
  // visibility passes by the target's clock, heartbeats by ours
  heartbeatMs: (visibilityS * 1000) / 3 / Number(process.env.TIME_SCALE ?? 1),
  ...(SHORT_POLL_MS ? { shortPollMs: Number(SHORT_POLL_MS) } : {}),
  async handle({ Body = '', Attributes }) {
    await consume(messageSchema.parse(JSON.parse(Body)), { ...arrive(1), receiveCount: Number(Attributes?.ApproximateReceiveCount) }, deps);
  },
  retryAfterS: (receives) => stepSeconds(receives),
  onProblem: (what, error) => logger.warn(what, { error: error as Error }),
});

process.once('SIGTERM', worker.stop);
process.once('SIGINT', worker.stop);
console.log('ready');
await worker.done;

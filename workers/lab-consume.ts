/**
 * A consumer of the lab outside Lambda: long polls (or short ones, every `SHORT_POLL_MS`) of `QUEUE_URL`, at its own pace. Its other
 * variables are those of the lab's functions (functions/lab/consume/deps.ts).
 */
import { consume } from '../functions/lab/consume/core.ts';
import { arrive, deps } from '../functions/lab/consume/deps.ts';
import { messageSchema } from '../functions/lab/message.ts';
import { requiredEnv } from '../functions/shared/env.ts';
import { runWorker } from './run-worker.ts';

const visibilityS = Number(requiredEnv('VISIBILITY_S'));
const { SHORT_POLL_MS } = process.env;

await runWorker({
  visibilityS,
  // visibility passes by the target's clock, heartbeats by ours
  heartbeatMs: (visibilityS * 1000) / 3 / Number(process.env.TIME_SCALE ?? 1),
  ...(SHORT_POLL_MS ? { shortPollMs: Number(SHORT_POLL_MS) } : {}),
  async handle({ Body = '', Attributes }) {
    await consume(messageSchema.parse(JSON.parse(Body)), { ...arrive(1), receiveCount: Number(Attributes?.ApproximateReceiveCount) }, deps);
  },
});

/**
 * Sends share mails outside Lambda: a plain process that asks the queue at its own pace. Its environment is what the function's is
 * (`DELIVERIES_TABLE_NAME`, `EMAIL_API_URL`, `SHARE_DELIVERIES_TOPIC_ARN`) and `QUEUE_URL`; `CONCURRENCY`, `VISIBILITY_S` and
 * `HEARTBEAT_MS` may be set. SIGTERM ends it gently, within the seconds that a container is given.
 */
import { shareRequestSchema } from '../functions/shared/messages.ts';
import { sendShareEmail } from '../functions/users/send-share-email/core.ts';
import { realDeps } from '../functions/users/send-share-email/deps.ts';
import { runWorker } from './run-worker.ts';

/** The longest that one mail takes; when it is over, another process may take an unfinished one up. */
const ONE_MAIL_MS = 6_000;
const VISIBILITY_S = Number(process.env.VISIBILITY_S ?? 60);

await runWorker({
  visibilityS: VISIBILITY_S,
  heartbeatMs: Number(process.env.HEARTBEAT_MS ?? (VISIBILITY_S * 1000) / 3),
  async handle({ Body = '' }) {
    const began = Date.now();
    const deps = realDeps({ getRemainingTimeInMillis: () => Math.max(began + ONE_MAIL_MS - Date.now(), 0) });
    await sendShareEmail(shareRequestSchema.parse(JSON.parse(Body)), began, deps);
  },
});
console.log('stopped');

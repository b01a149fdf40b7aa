import { setTimeout as sleep } from 'node:timers/promises';
import middy from '@middy/core';
import * as z from 'zod';
import { HttpError } from '../../shared/errors.ts';
import { type HttpResult, httpErrors } from '../../shared/middleware/http.ts';
import { logging } from '../../shared/middleware/logging.ts';
import { validateQuery, type WithInput } from '../../shared/middleware/validate.ts';
import { eventStream, eventsAfter } from '../events.ts';
import { holdUntil } from '../hold.ts';
import { findJob } from '../job-store.ts';

const querySchema = z.object({ jobId: z.string().min(1).max(128) });
const HOLD_MS = 2_000;
const RETRY_MS = 20;

/**
 * GET ?jobId=, `Last-Event-ID`: server-sent events. A function that answers in one piece can't keep a stream open, so each answer is a
 * short stream: it ends with the first news, and the client comes back by itself and says what it saw last, which is what
 * browsers' EventSource does whenever a stream ends.
 */
export const handler = middy<WithInput<z.infer<typeof querySchema>>, HttpResult>()
  .use(logging())
  .use(httpErrors())
  .use(validateQuery(querySchema))
  .handler(async ({ input: { jobId }, headers }) => {
    const lastId = Number(headers['last-event-id'] ?? 0) || 0;
    const news = await holdUntil(
      async () => {
        const job = await findJob(jobId);
        return job && eventsAfter(job, lastId);
      },
      (events) => events === undefined || events.length > 0,
      { ms: HOLD_MS, everyMs: 50, sleep, now: Date.now },
    );
    if (news === undefined) throw new HttpError(404, 'JOB_NOT_FOUND', `There is no job ${jobId}.`);
    return {
      statusCode: 200,
      headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store' },
      body: eventStream(news, RETRY_MS),
    };
  });

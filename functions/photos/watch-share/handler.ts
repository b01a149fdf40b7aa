import { setTimeout as sleep } from 'node:timers/promises';
import middy from '@middy/core';
import * as z from 'zod';
import { type HttpResult, httpErrors, json } from '../../shared/middleware/http.ts';
import { logging } from '../../shared/middleware/logging.ts';
import { validateQuery, type WithInput } from '../../shared/middleware/validate.ts';
import { glanceAtShare } from '../share-store.ts';
import { isOver, serverSentEvents, waitForNews } from './core.ts';

const querySchema = z.object({
  shareId: z.string().min(1).max(128),
  /** The version that the watcher has seen. */
  after: z.coerce.number().int().min(0).default(0),
  /** Seconds it is ready to wait for a newer one. */
  wait: z.coerce.number().min(0).max(20).default(20),
});

const deps = { glance: glanceAtShare, sleep: (ms: number) => sleep(ms), now: Date.now };

/**
 * GET ?shareId=&after=&wait=: what is newer than `after`, as soon as there is something (a long poll). With `Accept: text/event-stream` the
 * same as server-sent events. The function's answers are whole, not streamed: response streaming is not to be had on every target, and
 * a stream would be paid for while nothing happens. So each answer ends, and EventSource asks again by itself, saying its last event id;
 * 204 tells it to stop.
 */
export const handler = middy<WithInput<z.infer<typeof querySchema>>, HttpResult>()
  .use(logging())
  .use(httpErrors())
  .use(validateQuery(querySchema))
  .handler(async ({ input: { shareId, after, wait }, headers }) => {
    const asEvents = headers.accept?.includes('text/event-stream') ?? false;
    const lastEventId = Number(headers['last-event-id'] ?? after);
    const seen = asEvents && Number.isInteger(lastEventId) ? lastEventId : after;
    if (asEvents && seen > 0) {
      // the one it has seen last, and what came since
      const known = await waitForNews(shareId, seen - 1, 0, deps);
      if (known.at(-1)?.version === seen && isOver(known)) return { statusCode: 204 };
    }
    const news = await waitForNews(shareId, seen, wait * 1000, deps);
    if (!asEvents) return json(200, { version: news.at(-1)?.version ?? seen, status: news.at(-1)?.status, news });
    return {
      statusCode: 200,
      headers: { 'content-type': 'text/event-stream', 'cache-control': 'no-store' },
      body: serverSentEvents(news),
    };
  });

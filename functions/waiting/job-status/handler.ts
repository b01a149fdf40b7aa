import { setTimeout as sleep } from 'node:timers/promises';
import middy from '@middy/core';
import * as z from 'zod';
import { HttpError } from '../../shared/errors.ts';
import { type HttpResult, httpErrors, json } from '../../shared/middleware/http.ts';
import { logging } from '../../shared/middleware/logging.ts';
import { validateQuery, type WithInput } from '../../shared/middleware/validate.ts';
import { holdUntil } from '../hold.ts';
import { isOver, shown } from '../job.ts';
import { findJob } from '../job-store.ts';

const querySchema = z.object({ jobId: z.string().min(1).max(128), wait: z.coerce.number().min(0).max(5).default(0) });

/** GET ?jobId=&wait=: how far the job is; with `wait`, holds on for so many seconds if it isn't over yet. */
export const handler = middy<WithInput<z.infer<typeof querySchema>>, HttpResult>()
  .use(logging())
  .use(httpErrors())
  .use(validateQuery(querySchema))
  .handler(async ({ input: { jobId, wait } }) => {
    const hold = { ms: wait * 1000, everyMs: 50, sleep, now: Date.now };
    const job = await holdUntil(
      () => findJob(jobId),
      (seen) => seen === undefined || isOver(seen),
      hold,
    );
    if (job === undefined) throw new HttpError(404, 'JOB_NOT_FOUND', `There is no job ${jobId}.`);
    return json(200, shown(job));
  });

import middy from '@middy/core';
import { type HttpResult, httpErrors, json } from '../../shared/middleware/http.ts';
import { logging } from '../../shared/middleware/logging.ts';
import { validateBody, type WithInput } from '../../shared/middleware/validate.ts';
import { type NewJob, newJobSchema, shown } from '../job.ts';
import { acceptJob } from '../job-store.ts';
import { doWork } from '../real-work.ts';

/** POST {version, jobId, ms}: 200 when the work is done. Asked again with the same id it answers what was made of it then. */
export const handler = middy<WithInput<NewJob>, HttpResult>()
  .use(logging())
  .use(httpErrors())
  .use(validateBody(newJobSchema.omit({ callbackUrl: true })))
  .handler(async ({ input }) => {
    const { jobId } = await acceptJob(input);
    return json(200, shown(await doWork(jobId)));
  });

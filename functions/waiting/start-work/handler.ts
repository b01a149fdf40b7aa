import { SendMessageCommand } from '@aws-sdk/client-sqs';
import middy from '@middy/core';
import { sqs } from '../../shared/clients/sqs.ts';
import { requiredEnv } from '../../shared/env.ts';
import { type HttpResult, httpErrors, json } from '../../shared/middleware/http.ts';
import { logging } from '../../shared/middleware/logging.ts';
import { validateBody, type WithInput } from '../../shared/middleware/validate.ts';
import { checkCallback } from '../callback-hosts.ts';
import { type NewJob, newJobSchema, shown } from '../job.ts';
import { acceptJob } from '../job-store.ts';

const QueueUrl = requiredEnv('WORK_QUEUE_URL');
const callbackHosts = requiredEnv('CALLBACK_HOSTS').split(',');

/**
 * POST {version, jobId, ms, callbackUrl?}: 202, and the work begins soon. Asked again with the same id it answers how far the job is. One
 * still queued is sent once more: whoever wrote it down may have died before it was sent.
 */
export const handler = middy<WithInput<NewJob>, HttpResult>()
  .use(logging())
  .use(httpErrors())
  .use(validateBody(newJobSchema))
  .handler(async ({ input }) => {
    if (input.callbackUrl !== undefined) checkCallback(input.callbackUrl, callbackHosts);
    const job = await acceptJob(input);
    if (job.status === 'queued') await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify({ jobId: job.jobId }) }));
    return json(202, shown(job));
  });

import { SendMessageCommand } from '@aws-sdk/client-sqs';
import middy from '@middy/core';
import type { SQSEvent } from 'aws-lambda';
import { handleBatch } from '../../shared/batch.ts';
import { sqs } from '../../shared/clients/sqs.ts';
import { requiredEnv } from '../../shared/env.ts';
import { logging } from '../../shared/middleware/logging.ts';
import { doWork } from '../real-work.ts';

const QueueUrl = requiredEnv('CALL_BACKS_QUEUE_URL');

/** The work itself, from the queue. The call back is asked for before the message is done with: a crash between repeats it and loses none. */
export const handler = middy<SQSEvent>()
  .use(logging())
  .handler((event: SQSEvent, context) =>
    handleBatch(event, context, async ({ body }) => {
      const { jobId, callbackUrl, calledBackAt } = await doWork((JSON.parse(body) as { jobId: string }).jobId);
      if (callbackUrl !== undefined && calledBackAt === undefined)
        await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify({ jobId }) }));
    }),
  );

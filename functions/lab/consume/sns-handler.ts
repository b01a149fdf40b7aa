import middy from '@middy/core';
import type { SNSEvent } from 'aws-lambda';
import { logging } from '../../shared/middleware/logging.ts';
import { messageSchema } from '../message.ts';
import { consume } from './core.ts';
import { arrive, deps } from './deps.ts';

/** Started by a topic. */
export const handler = middy<SNSEvent>()
  .use(logging())
  .handler(async ({ Records }: SNSEvent) => {
    const arrived = arrive(Records.length);
    await Promise.all(Records.map(({ Sns }) => consume(messageSchema.parse(JSON.parse(Sns.Message)), arrived, deps)));
  });

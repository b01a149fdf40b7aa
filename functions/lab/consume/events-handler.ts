import middy from '@middy/core';
import type { EventBridgeEvent } from 'aws-lambda';
import { logging } from '../../shared/middleware/logging.ts';
import { messageSchema } from '../message.ts';
import { consume } from './core.ts';
import { arrive, deps } from './deps.ts';

/** Started by a rule of EventBridge. */
export const handler = middy<EventBridgeEvent<'Message', unknown>>()
  .use(logging())
  .handler(async ({ detail }: EventBridgeEvent<'Message', unknown>) => {
    const arrived = arrive(1);
    await consume(messageSchema.parse(detail), arrived, deps);
  });

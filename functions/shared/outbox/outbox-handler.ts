import middy from '@middy/core';
import type { DynamoDBStreamEvent } from 'aws-lambda';
import { logger } from '../logger.ts';
import { logging } from '../middleware/logging.ts';
import { type SendOutDeps, sendOut } from './send-out.ts';

/** The handler of an outbox: what the stream of a table brings is made a message and published. */
export const outboxHandler = <Message>({ messageOf, publish }: Omit<SendOutDeps<Message>, 'failed'>) =>
  middy<DynamoDBStreamEvent>()
    .use(logging())
    .handler(({ Records }: DynamoDBStreamEvent) =>
      sendOut(Records, {
        messageOf,
        publish,
        failed: (error, record) => logger.error('not published', { error, sequenceNumber: record.dynamodb?.SequenceNumber }),
      }),
    );

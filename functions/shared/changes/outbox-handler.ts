import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import middy from '@middy/core';
import type { DynamoDBStreamEvent } from 'aws-lambda';
import type * as z from 'zod';
import { eventbridge } from '../clients/eventbridge.ts';
import { requiredEnv } from '../env.ts';
import { logger } from '../logger.ts';
import { logging } from '../middleware/logging.ts';
import { type Change, publishChanges } from './publish-changes.ts';

/** The handler of an outbox: what the stream of a revised table brings goes to a bus, as events of one source. */
export function outboxHandler<T extends Change>(Source: string, schema: z.ZodType<T>) {
  const EventBusName = requiredEnv('CHANGES_BUS_NAME');
  const publish = async (change: T) => {
    // its time is when it happened, not when it is sent: by that a replay finds it
    const entry = { EventBusName, Source, DetailType: change.type, Detail: JSON.stringify(change), Time: new Date(change.date) };
    const { FailedEntryCount, Entries } = await eventbridge.send(new PutEventsCommand({ Entries: [entry] }));
    // PutEvents answers 200 and says in the answer what it did not take
    if (FailedEntryCount) throw new Error(`The bus did not take ${change.type} of ${change.userId}: ${Entries?.[0]?.ErrorMessage}`);
    logger.info('published', { hop: 'published', correlation_id: change.userId, type: change.type, revision: change.revision });
  };
  return middy<DynamoDBStreamEvent>()
    .use(logging())
    .handler((event: DynamoDBStreamEvent) =>
      publishChanges(event.Records, {
        schema,
        publish,
        failed: (error, record) => logger.error('not published', { error, sequenceNumber: record.dynamodb?.SequenceNumber }),
      }),
    );
}

import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { PublishCommand } from '@aws-sdk/client-sns';
import middy from '@middy/core';
import type { DynamoDBStreamEvent } from 'aws-lambda';
import { eventbridge } from '../../shared/clients/eventbridge.ts';
import { sns } from '../../shared/clients/sns.ts';
import { requiredEnv } from '../../shared/env.ts';
import { logger } from '../../shared/logger.ts';
import { logging } from '../../shared/middleware/logging.ts';
import type { OrderEvent } from '../messages.ts';
import { publishOrderEvents } from './core.ts';

const topicArn = requiredEnv('ORDER_EVENTS_TOPIC_ARN');
const busName = requiredEnv('ORDERS_BUS_NAME');

/** To the topic, whose filters look at attributes, and to the bus, which keeps an archive. A repeated one is a duplicate for all who listen. */
async function publish(message: OrderEvent): Promise<void> {
  const text = JSON.stringify(message);
  const attribute = (StringValue: string) => ({ DataType: 'String', StringValue });
  await sns.send(
    new PublishCommand({
      TopicArn: topicArn,
      Message: text,
      MessageAttributes: { type: attribute(message.type), prime: attribute(String(message.prime)) },
    }),
  );
  // its time is when it happened, not when it is sent: by that a replay finds it
  const entry = { EventBusName: busName, Source: 'pushpull.orders', DetailType: message.type, Detail: text, Time: new Date(message.date) };
  const { FailedEntryCount, Entries } = await eventbridge.send(new PutEventsCommand({ Entries: [entry] }));
  // PutEvents answers 200 and says in the answer what it did not take
  if (FailedEntryCount) throw new Error(`The bus did not take the event of ${message.orderId}: ${Entries?.[0]?.ErrorMessage}`);
  logger.info('published', { hop: 'published', correlation_id: message.orderId, type: message.type });
}

/** The outbox: fed by the stream of the table Orders. */
export const handler = middy<DynamoDBStreamEvent>()
  .use(logging())
  .handler((event: DynamoDBStreamEvent) =>
    publishOrderEvents(event.Records, {
      publish,
      failed: (error, record) => logger.error('not published', { error, sequenceNumber: record.dynamodb?.SequenceNumber }),
    }),
  );

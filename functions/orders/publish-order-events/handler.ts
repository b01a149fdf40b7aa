import { PublishCommand } from '@aws-sdk/client-sns';
import { sns } from '../../shared/clients/sns.ts';
import { requiredEnv } from '../../shared/env.ts';
import { logger } from '../../shared/logger.ts';
import { outboxHandler } from '../../shared/outbox/outbox-handler.ts';
import { putEvent } from '../../shared/outbox/put-event.ts';
import { fromOutbox } from '../../shared/outbox/send-out.ts';
import { type OrderEvent, orderEventSchema } from '../messages.ts';

const topicArn = requiredEnv('ORDER_EVENTS_TOPIC_ARN');
const busName = requiredEnv('ORDERS_BUS_NAME');

/** To the topic, whose filters look at attributes, and to the bus, which keeps an archive. A repeated one is a duplicate for all who listen. */
async function publish(message: OrderEvent): Promise<void> {
  const attribute = (StringValue: string) => ({ DataType: 'String', StringValue });
  await sns.send(
    new PublishCommand({
      TopicArn: topicArn,
      Message: JSON.stringify(message),
      MessageAttributes: { type: attribute(message.type), prime: attribute(String(message.prime)) },
    }),
  );
  await putEvent(busName, 'pushpull.orders', message);
  logger.info('published', { hop: 'published', correlation_id: message.orderId, type: message.type });
}

/** Fed by the stream of the table Orders. */
export const handler = outboxHandler({ messageOf: fromOutbox(orderEventSchema), publish });

import { ChangeMessageVisibilityCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { sqs } from '../shared/clients/sqs.ts';
import { requiredEnv } from '../shared/env.ts';
import type { DeliveryDue, EndpointNotice } from './messages.ts';
import type { Delivery } from './records.ts';

const send = async (queue: string, message: DeliveryDue | EndpointNotice) => {
  await sqs.send(new SendMessageCommand({ QueueUrl: requiredEnv(queue), MessageBody: JSON.stringify(message) }));
};

export const queueDelivery = ({ endpointId, deliveryId }: Delivery) =>
  send('CALLBACK_DELIVERIES_QUEUE_URL', { version: 1, endpointId, deliveryId });

export const queueNotice = (notice: EndpointNotice) => send('ENDPOINT_NOTICES_QUEUE_URL', notice);

/**
 * Twelve hours at most since the message was received, and that was a moment ago: a minute of them is left to whoever received it.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-visibility-timeout.html
 */
const LONGEST_HIDDEN_S = 43_200 - 60;

export async function hideDelivery(receiptHandle: string, seconds: number): Promise<void> {
  const QueueUrl = requiredEnv('CALLBACK_DELIVERIES_QUEUE_URL');
  await sqs.send(
    new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle: receiptHandle, VisibilityTimeout: Math.min(seconds, LONGEST_HIDDEN_S) }),
  );
}

import type { MessageAttributeValue, SendMessageCommandInput } from '@aws-sdk/client-sqs';
import { parseArn } from '../../arn.ts';
import { queueUrl } from '../arn.ts';
import { envelope, printEnvelope } from '../envelope.ts';
import { bodyFor, type Message } from '../message.ts';
import { type Attempt, ClientSideError, type Send } from './endpoint.ts';
import { inProcess } from './in-process.ts';

/** SQS takes ten attributes; a raw message with more is a client-side error. https://docs.aws.amazon.com/sns/latest/dg/sns-message-attributes.html */
const MAX_ATTRIBUTES = 10;

export const sendToSqs: Send = (attempt) => sendToQueue(attempt, attempt.subscription.endpoint);

/** Sends a message, raw or wrapped as the subscription wants it, to a queue: its endpoint or its dead-letter queue. */
export async function sendToQueue(attempt: Attempt, queueArn: string): Promise<{ downstreamId?: string }> {
  const { stack, topic, subscription, message, traceHeader, signal } = attempt;
  const arn = parseArn(queueArn);
  if (!arn) throw new ClientSideError(`${queueArn} is no queue`);
  const raw = subscription.attributes.RawMessageDelivery === 'true';
  if (raw && Object.keys(message.attributes).length > MAX_ATTRIBUTES)
    throw new ClientSideError(`a raw message to SQS carries at most ${MAX_ATTRIBUTES} attributes`);
  const input: SendMessageCommandInput = {
    QueueUrl: queueUrl(stack, arn),
    MessageBody: raw ? bodyFor(message, subscription.protocol) : printEnvelope(await envelope(stack, topic, subscription, message)),
    ...(raw ? { MessageAttributes: rawAttributes(message) } : {}),
    ...groupOf(message, arn.resource),
  };
  const caller = { account: arn.account, region: arn.region, principal: 'sns.amazonaws.com', traceHeader, signal };
  const { MessageId } = await inProcess(() => stack.call<{ MessageId?: string }>('sqs', 'SendMessage', input, caller));
  return MessageId ? { downstreamId: MessageId } : {};
}

/** A FIFO queue gets group and deduplication id; a standard queue the group of a standard topic, for its fair queues. */
function groupOf({ groupId, deduplicationId, sequenceNumber }: Message, queue: string): Partial<SendMessageCommandInput> {
  if (queue.endsWith('.fifo')) return { MessageGroupId: groupId, MessageDeduplicationId: deduplicationId };
  return groupId && !sequenceNumber ? { MessageGroupId: groupId } : {};
}

function rawAttributes(message: Message): Record<string, MessageAttributeValue> {
  return Object.fromEntries(
    Object.entries(message.attributes).map(([name, { DataType, StringValue, Base64 }]) => [
      name,
      Base64 === undefined ? { DataType, StringValue } : { DataType, BinaryValue: Buffer.from(Base64, 'base64') },
    ]),
  );
}

import { createHash, randomUUID } from 'node:crypto';
import type { PublishInput } from '@aws-sdk/client-sns';
import type { Context } from '../service.ts';
import { invalidParameter } from './errors.ts';
import { fanOut } from './fan-out.ts';
import type { Message } from './message.ts';
import { attributesSize, keepAttributes } from './message-attributes.ts';
import { storeOf, type Topic } from './store.ts';

export const MAX_SIZE = 262_144;
/** https://docs.aws.amazon.com/sns/latest/dg/fifo-message-dedup.html */
const DEDUPLICATION_WINDOW = 5 * 60_000;
const FIRST_SEQUENCE_NUMBER = 10_000_000_000_000_000_000n;

/** A message that passed every check, not yet accepted. */
export type Draft = Omit<Message, 'messageId' | 'timestamp' | 'sequenceNumber'>;

export type MessageInput = Pick<
  PublishInput,
  'Message' | 'Subject' | 'MessageStructure' | 'MessageAttributes' | 'MessageDeduplicationId' | 'MessageGroupId'
>;

/** Checks what a publisher wants to send, in AWS's order and words. */
export function draft(topic: Topic, input: MessageInput, entry?: number): Draft {
  const { Subject, MessageStructure, MessageAttributes } = input;
  if (Subject !== undefined && !validSubject(Subject)) throw invalidParameter('Subject');
  if (!input.Message) throw invalidParameter('Empty message');
  const attributes = keepAttributes(MessageAttributes, entry);
  if (Buffer.byteLength(input.Message) + attributesSize(attributes) > Number(topic.attributes.MaximumMessageSize ?? MAX_SIZE))
    throw invalidParameter('Message too long');
  const ids = checkIds(topic, input);
  if (MessageStructure !== undefined && MessageStructure !== 'json') throw invalidParameter('MessageStructure');
  const bodies = MessageStructure === 'json' ? parseBodies(input.Message) : undefined;
  return {
    type: 'Notification',
    topicArn: topic.arn,
    ...(Subject === undefined ? {} : { subject: Subject }),
    body: bodies?.default ?? input.Message,
    ...(bodies ? { bodies } : {}),
    attributes,
    ...ids,
  };
}

/** Up to 100 printable characters of one line, not beginning with a space. */
const validSubject = (subject: string) => /^[^\s\p{Cc}][^\p{Cc}]{0,99}$/u.test(subject);

const ID = /^[A-Za-z0-9!"#$%&'()*+,\-./:;<=>?@[\\\]^_`{|}~]{1,128}$/;

function checkIds(
  topic: Topic,
  { Message, MessageGroupId, MessageDeduplicationId }: MessageInput,
): Pick<Draft, 'groupId' | 'deduplicationId'> {
  if (!topic.fifo && MessageDeduplicationId !== undefined)
    throw invalidParameter(
      'MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that is not valid for this topic type',
    );
  if (MessageGroupId !== undefined && !ID.test(MessageGroupId)) throw invalidParameter('MessageGroupId');
  if (!topic.fifo) return MessageGroupId === undefined ? {} : { groupId: MessageGroupId };
  if (!MessageGroupId) throw invalidParameter('The MessageGroupId parameter is required for FIFO topics');
  const contentBased = topic.attributes.ContentBasedDeduplication === 'true';
  if (!MessageDeduplicationId && !contentBased)
    throw invalidParameter('The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly');
  if (MessageDeduplicationId && !ID.test(MessageDeduplicationId)) throw invalidParameter('MessageDeduplicationId');
  return {
    groupId: MessageGroupId,
    deduplicationId:
      MessageDeduplicationId ||
      createHash('sha256')
        .update(Message ?? '')
        .digest('hex'),
  };
}

/** Text by protocol; values that aren't strings are passed over, as AWS does. */
function parseBodies(text: string): Record<string, string> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw invalidParameter('Message Structure - JSON message body failed to parse');
  }
  const bodies = Object.fromEntries(Object.entries(Object(parsed)).filter(([, value]) => typeof value === 'string')) as Record<
    string,
    string
  >;
  if (bodies.default === undefined) throw invalidParameter('Message Structure - No default entry in JSON message body');
  return bodies;
}

/** Accepts a message: from here on it will be delivered, tried again or dead-lettered. A repeated FIFO message only gets its first answer again. */
export function accept(context: Context, topic: Topic, drafted: Draft): { MessageId: string; SequenceNumber?: string } {
  const { stack, traceHeader } = context;
  const { topics, deduplication } = storeOf(stack);
  const now = stack.clock.now();
  const key = deduplicationKey(topic, drafted);
  const earlier = key === undefined ? undefined : deduplication.get(key);
  if (earlier && earlier.until > now) return { MessageId: earlier.messageId, SequenceNumber: earlier.sequenceNumber };

  const messageId = randomUUID();
  const sequenceNumber = topic.fifo ? String(FIRST_SEQUENCE_NUMBER + BigInt(topic.accepted)) : undefined;
  topic.accepted++;
  topics.put(topic.arn, topic);
  if (key !== undefined && sequenceNumber !== undefined) {
    // Put again, a key stands last: the first that has not run out ends the sweep.
    deduplication.delete(key);
    for (const [old, { until }] of deduplication.entries()) {
      if (until > now) break;
      deduplication.delete(old);
    }
    deduplication.put(key, { messageId, sequenceNumber, until: now + DEDUPLICATION_WINDOW });
  }
  const message: Message = { ...drafted, messageId, timestamp: new Date(now).toISOString(), ...(sequenceNumber ? { sequenceNumber } : {}) };
  stack.events.emit({
    type: 'sns.published',
    resource: topic.arn,
    messageId,
    traceHeader,
    detail: { groupId: message.groupId, sequenceNumber, bytes: Buffer.byteLength(message.body) },
  });
  fanOut(stack, message, traceHeader);
  return { MessageId: messageId, ...(sequenceNumber ? { SequenceNumber: sequenceNumber } : {}) };
}

/** Duplicates are found in the whole topic, or within a group where FifoThroughputScope says so. */
function deduplicationKey(topic: Topic, { deduplicationId, groupId }: Draft): string | undefined {
  if (!topic.fifo || deduplicationId === undefined) return undefined;
  return topic.attributes.FifoThroughputScope === 'MessageGroup'
    ? `${topic.arn}|${groupId}|${deduplicationId}`
    : `${topic.arn}||${deduplicationId}`;
}

import { createHash, randomUUID } from 'node:crypto';
import type { SendMessageBatchRequestEntry, SendMessageCommandOutput } from '@aws-sdk/client-sqs';
import { byService } from '../../by-service.ts';
import type { Answer, Context } from '../../service.ts';
import { invalidMessageContents, invalidParameter, invalidValue, missingParameter } from '../errors.ts';
import type { LiveQueue } from '../queue/live-queue.ts';
import type { MessageRecord } from '../records.ts';
import { storeOf } from '../store.ts';
import { parseMessageAttributes, parseTraceHeader } from './attributes.ts';
import { md5, md5OfAttributes, sizeOf } from './md5.ts';

type Input = Omit<SendMessageBatchRequestEntry, 'Id'>;

const ID = /^[A-Za-z0-9!"#$%&'()*+,\-./:;<=>?@[\\\]^_`{|}~]{1,128}$/;

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what a message must not hold
const FORBIDDEN = /[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

function checkId(parameter: string, value: string | undefined) {
  if (value !== undefined && !ID.test(value))
    throw invalidValue(parameter, value, `${parameter} can only include alphanumeric and punctuation characters. 1 to 128 in length.`);
}

/** Milliseconds until the message may be received for the first time. */
function delayOf({ DelaySeconds }: Input, queue: LiveQueue): number {
  if (DelaySeconds === undefined || DelaySeconds === null) return queue.settings.delay;
  if (queue.record.fifo && DelaySeconds !== 0)
    throw invalidValue('DelaySeconds', DelaySeconds, 'The request include parameter that is not valid for this queue type.');
  if (!Number.isInteger(DelaySeconds) || DelaySeconds < 0 || DelaySeconds > 900)
    throw invalidValue('DelaySeconds', DelaySeconds, 'DelaySeconds must be >= 0 and <= 900.');
  return queue.record.fifo ? queue.settings.delay : DelaySeconds * 1000;
}

function deduplicationIdOf(input: Input, queue: LiveQueue): string | undefined {
  if (!queue.record.fifo) {
    if (input.MessageDeduplicationId !== undefined)
      throw invalidValue(
        'MessageDeduplicationId',
        input.MessageDeduplicationId,
        'The request includes a parameter that is not valid for this queue type.',
      );
    return undefined;
  }
  if (!input.MessageGroupId) throw missingParameter('MessageGroupId');
  if (input.MessageDeduplicationId !== undefined) return input.MessageDeduplicationId;
  if (queue.settings.contentBasedDeduplication)
    return createHash('sha256')
      .update(input.MessageBody ?? '')
      .digest('hex');
  throw invalidParameter('The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly');
}

/** Takes one message into a queue; whoever sends wakes the queue afterwards, once for all the messages of a batch. */
export function accept(input: Input, queue: LiveQueue, context: Context): Answer<SendMessageCommandOutput> {
  const { stack } = context;
  const store = storeOf(stack);
  const { arn, fifo } = queue.record;
  const body = input.MessageBody;
  if (!body) throw missingParameter('MessageBody');
  if (FORBIDDEN.test(body)) throw invalidMessageContents();
  const attributes = parseMessageAttributes(input.MessageAttributes);
  const givenTrace = parseTraceHeader(input.MessageSystemAttributes);
  const size = sizeOf(body, attributes);
  const { maximumSize } = queue.settings;
  if (size > maximumSize)
    throw invalidParameter(`One or more parameters are invalid. Reason: Message must be shorter than ${maximumSize} bytes.`);
  checkId('MessageGroupId', input.MessageGroupId);
  checkId('MessageDeduplicationId', input.MessageDeduplicationId);
  const delay = delayOf(input, queue);
  const deduplicationId = deduplicationIdOf(input, queue);
  const digests = {
    MD5OfMessageBody: md5(body),
    MD5OfMessageAttributes: md5OfAttributes(attributes),
    MD5OfMessageSystemAttributes: givenTrace && md5OfAttributes({ AWSTraceHeader: { DataType: 'String', StringValue: givenTrace } }),
  };

  const key = deduplicationId && (queue.settings.deduplicationPerGroup ? `${input.MessageGroupId}\n${deduplicationId}` : deduplicationId);
  const earlier = key ? store.deduplication.find(arn, key) : undefined;
  if (earlier) return { ...digests, MessageId: earlier.messageId, SequenceNumber: earlier.sequenceNumber };

  const now = Math.floor(stack.clock.now());
  const traceHeader = givenTrace ?? context.traceHeader;
  const message: MessageRecord = {
    queue: arn,
    id: randomUUID(),
    body,
    bodyMd5: digests.MD5OfMessageBody,
    attributes,
    ...(traceHeader ? { traceHeader } : {}),
    senderId: context.accessKeyId ?? context.account,
    sentAt: now,
    visibleAt: now + delay,
    inFlight: false,
    receiveCount: 0,
    countBefore: 0,
    ...(input.MessageGroupId ? { groupId: input.MessageGroupId } : {}),
    ...(deduplicationId ? { deduplicationId } : {}),
    ...(fifo ? { sequenceNumber: store.sequence.next() } : {}),
  };
  if (key) store.deduplication.add({ queue: arn, key, messageId: message.id, sequenceNumber: message.sequenceNumber ?? '', at: now });
  stack.events.emit({
    type: 'sqs.sent',
    resource: arn,
    messageId: message.id,
    traceHeader,
    detail: { size, delayMs: delay, groupId: message.groupId, ...byService(context) },
  });
  queue.add(message);
  return { ...digests, MessageId: message.id, SequenceNumber: message.sequenceNumber };
}

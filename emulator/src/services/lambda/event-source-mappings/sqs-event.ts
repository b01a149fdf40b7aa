import type { Message } from '@aws-sdk/client-sqs';
import { queueIn } from './record.ts';

/** What a function's payload may come to. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
export const PAYLOAD_LIMIT = 6 * 1024 * 1024;

interface SqsRecord {
  messageId: string;
  receiptHandle: string;
  body: string;
  attributes: Record<string, string>;
  messageAttributes: Record<string, object>;
  md5OfMessageAttributes?: string;
  md5OfBody: string;
  eventSource: 'aws:sqs';
  eventSourceARN: string;
  awsRegion: string;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html#example-standard-queue-message-event */
export function sqsRecord(message: Message, queueArn: string): SqsRecord {
  const attributes = Object.entries(message.MessageAttributes ?? {}).map(([name, { StringValue, BinaryValue, DataType }]) => [
    name,
    {
      ...(StringValue === undefined ? {} : { stringValue: StringValue }),
      ...(BinaryValue === undefined ? {} : { binaryValue: Buffer.from(BinaryValue).toString('base64') }),
      stringListValues: [],
      binaryListValues: [],
      dataType: DataType,
    },
  ]);
  return {
    messageId: message.MessageId ?? '',
    receiptHandle: message.ReceiptHandle ?? '',
    body: message.Body ?? '',
    attributes: (message.Attributes ?? {}) as Record<string, string>,
    messageAttributes: Object.fromEntries(attributes),
    ...(message.MD5OfMessageAttributes ? { md5OfMessageAttributes: message.MD5OfMessageAttributes } : {}),
    md5OfBody: message.MD5OfBody ?? '',
    eventSource: 'aws:sqs',
    eventSourceARN: queueArn,
    awsRegion: queueIn(queueArn).region,
  };
}

/** About what a message adds to the payload. */
export const sizeOf = (message: Message, queueArn: string) => Buffer.byteLength(JSON.stringify(sqsRecord(message, queueArn))) + 1;

/** Cuts a batch where its payload would become too large; a message is never cut. */
export function cut(messages: Message[], queueArn: string, limit = PAYLOAD_LIMIT): Message[][] {
  const parts: Message[][] = [];
  let size = Number.POSITIVE_INFINITY;
  for (const message of messages) {
    const more = sizeOf(message, queueArn);
    if (size + more > limit - 16) {
      parts.push([]);
      size = 0;
    }
    parts.at(-1)?.push(message);
    size += more;
  }
  return parts;
}

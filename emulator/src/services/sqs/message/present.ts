import type { Message, ReceiveMessageCommandInput } from '@aws-sdk/client-sqs';
import { invalidAttributeName } from '../errors.ts';
import type { MessageRecord } from '../records.ts';
import { restoreAttribute } from './attributes.ts';
import { md5OfAttributes } from './md5.ts';
import { receiptHandle } from './receipt.ts';

const SYSTEM: Record<string, (message: MessageRecord) => string | undefined> = {
  SenderId: (m) => m.senderId,
  SentTimestamp: (m) => String(m.sentAt),
  ApproximateReceiveCount: (m) => String(m.receiveCount),
  ApproximateFirstReceiveTimestamp: (m) => m.firstReceivedAt?.toString(),
  SequenceNumber: (m) => m.sequenceNumber,
  MessageDeduplicationId: (m) => m.deduplicationId,
  MessageGroupId: (m) => m.groupId,
  AWSTraceHeader: (m) => m.traceHeader,
  DeadLetterQueueSourceArn: (m) => m.deadLetterSource,
};

/** Refuses names of system attributes that do not exist. */
export function checkSystemNames(names: readonly string[]) {
  for (const name of names) if (name !== 'All' && !(name in SYSTEM)) throw invalidAttributeName(name);
}

/** Whether a message attribute was asked for: by name, by prefix (`app.*`), or with all the others. */
const asked = (names: readonly string[], name: string) =>
  names.some((n) => n === name || n === 'All' || (n.endsWith('.*') && name.startsWith(n.slice(0, -2))));

/** A message as its receiver sees it, with the attributes that were asked for. */
export function present(message: MessageRecord, input: ReceiveMessageCommandInput): Message {
  const systemNames: string[] = [...(input.AttributeNames ?? []), ...(input.MessageSystemAttributeNames ?? [])];
  const names = input.MessageAttributeNames ?? [];
  const attributes = Object.fromEntries(Object.entries(message.attributes).filter(([name]) => asked(names, name)));
  const system: Record<string, string> = {};
  for (const [name, read] of Object.entries(SYSTEM)) {
    if (!systemNames.includes('All') && !systemNames.includes(name)) continue;
    const value = read(message);
    if (value !== undefined) system[name] = value;
  }
  return {
    MessageId: message.id,
    ReceiptHandle: receiptHandle(message, message.receipt ?? ''),
    MD5OfBody: message.bodyMd5,
    Body: message.body,
    ...(Object.keys(system).length > 0 ? { Attributes: system } : {}),
    ...(Object.keys(attributes).length > 0
      ? {
          MD5OfMessageAttributes: md5OfAttributes(attributes),
          MessageAttributes: Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, restoreAttribute(value)])),
        }
      : {}),
  };
}

import type { Stack } from '../service.ts';
import { bodyFor, type Message } from './message.ts';
import { signerOf } from './signer.ts';
import type { Subscription, Topic } from './store.ts';

/** What every kind of endpoint gets to see of a message. */
export interface Envelope {
  Type: string;
  MessageId: string;
  TopicArn: string;
  Subject?: string;
  Message: string;
  Timestamp: string;
  SequenceNumber?: string;
  Token?: string;
  SubscribeURL?: string;
  SignatureVersion?: string;
  Signature?: string;
  SigningCertURL?: string;
  UnsubscribeURL?: string;
  MessageAttributes?: Record<string, { Type: string; Value: string }>;
}

/**
 * The signed JSON of a message, its members in AWS's order. FIFO messages carry a sequence number and no signature.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html
 */
export async function envelope(stack: Stack, topic: Topic, subscription: Subscription, message: Message): Promise<Envelope> {
  const confirmation = message.type !== 'Notification';
  const shown: Envelope = {
    Type: message.type,
    MessageId: message.messageId,
    ...(message.sequenceNumber ? { SequenceNumber: message.sequenceNumber } : {}),
    ...(message.token ? { Token: message.token } : {}),
    TopicArn: message.topicArn,
    ...(message.subject === undefined ? {} : { Subject: message.subject }),
    Message: bodyFor(message, subscription.protocol),
    ...(confirmation ? { SubscribeURL: link(stack, 'ConfirmSubscription', { TopicArn: topic.arn, Token: message.token ?? '' }) } : {}),
    Timestamp: message.timestamp,
  };
  if (!topic.fifo) {
    const version = topic.attributes.SignatureVersion ?? '1';
    shown.SignatureVersion = version;
    shown.Signature = await signature(stack, message, stringToSign(shown), version);
    shown.SigningCertURL = signerOf(stack).certificateUrl;
  }
  if (!confirmation) shown.UnsubscribeURL = link(stack, 'Unsubscribe', { SubscriptionArn: subscription.arn });
  const attributes = shownAttributes(message);
  if (Object.keys(attributes).length > 0) shown.MessageAttributes = attributes;
  return shown;
}

const signatures = new WeakMap<Message, Map<string, Promise<string>>>();

/** Made once for all subscriptions and retries that get the same text. */
function signature(stack: Stack, message: Message, text: string, version: string): Promise<string> {
  const known = signatures.get(message) ?? new Map<string, Promise<string>>();
  signatures.set(message, known);
  const key = `${version} ${text}`;
  let made = known.get(key);
  if (!made) known.set(key, (made = signerOf(stack).sign(text, version)));
  return made;
}

export function shownAttributes(message: Message): Record<string, { Type: string; Value: string }> {
  return Object.fromEntries(
    Object.entries(message.attributes).map(([name, { DataType, StringValue, Base64 }]) => [
      name,
      { Type: DataType, Value: Base64 ?? StringValue ?? '' },
    ]),
  );
}

/** Each member and its value on a line of its own, in this order, those that are absent left out. */
export function stringToSign(shown: Envelope): string {
  const members = ['Message', 'MessageId', 'Subject', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'] as const;
  return members.map((name) => (shown[name] === undefined ? '' : `${name}\n${shown[name]}\n`)).join('');
}

/** As AWS prints it: two spaces, and one before the colon. */
export function printEnvelope(shown: Envelope): string {
  const members = Object.entries(shown).filter(([, value]) => value !== undefined);
  return `{\n${members.map(([name, value]) => `  ${JSON.stringify(name)} : ${JSON.stringify(value)}`).join(',\n')}\n}`;
}

function link(stack: Stack, action: string, parameters: Record<string, string>): string {
  return `${stack.endpoint}/?${new URLSearchParams({ Action: action, ...parameters })}`;
}

/** A message attribute as it is kept: a binary value stands as base64, so that the record is plain JSON. */
export interface Attribute {
  DataType: string;
  StringValue?: string;
  Base64?: string;
}

/** A message that a topic has accepted. */
export interface Message {
  type: 'Notification' | 'SubscriptionConfirmation' | 'UnsubscribeConfirmation';
  messageId: string;
  topicArn: string;
  subject?: string;
  /** The text for every protocol that `bodies` doesn't name. */
  body: string;
  /** MessageStructure json: text by protocol. */
  bodies?: Record<string, string>;
  attributes: Record<string, Attribute>;
  /** ISO 8601, in virtual time. */
  timestamp: string;
  groupId?: string;
  deduplicationId?: string;
  sequenceNumber?: string;
  /** Of the two confirmation types. */
  token?: string;
}

export const bodyFor = (message: Message, protocol: string) => message.bodies?.[protocol] ?? message.body;

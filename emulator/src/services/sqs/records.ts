/** A message attribute as it stands in the journal: binary values as base64. */
export interface StoredAttribute {
  DataType: string;
  StringValue?: string;
  BinaryValue?: string;
}

export interface QueueRecord {
  arn: string;
  name: string;
  account: string;
  region: string;
  fifo: boolean;
  /** Every settable attribute, defaults included, as AWS prints it. */
  attributes: Record<string, string>;
  tags: Record<string, string>;
  createdAt: number;
  modifiedAt: number;
  purgedAt?: number;
}

/** What stands in the journal of a message; times are virtual milliseconds. */
export interface MessageRecord {
  queue: string;
  id: string;
  body: string;
  bodyMd5: string;
  attributes: Record<string, StoredAttribute>;
  traceHeader?: string;
  senderId: string;
  sentAt: number;
  /** Nobody receives it before: the end of its delay or of its visibility timeout. */
  visibleAt: number;
  inFlight: boolean;
  receiveCount: number;
  /** How often it had been received when it came into this queue; the redrive policy counts from here. */
  countBefore: number;
  firstReceivedAt?: number;
  lastReceivedAt?: number;
  /** Tells the newest receipt handle from older ones. */
  receipt?: string;
  groupId?: string;
  deduplicationId?: string;
  sequenceNumber?: string;
  /** ARN of the queue that gave it up. */
  deadLetterSource?: string;
}

/** FIFO: what was sent under a deduplication id within the last five minutes. */
export interface DeduplicationRecord {
  queue: string;
  key: string;
  messageId: string;
  sequenceNumber: string;
  at: number;
}

/** FIFO: what a receive request attempt id was answered. */
export interface AttemptRecord {
  queue: string;
  attemptId: string;
  at: number;
  messages: { id: string; receipt: string }[];
}

export interface MoveTaskRecord {
  id: string;
  sourceArn: string;
  destinationArn?: string;
  rate?: number;
  status: 'RUNNING' | 'COMPLETED' | 'CANCELLING' | 'CANCELLED' | 'FAILED';
  moved: number;
  toMove: number;
  startedAt: number;
  failureReason?: string;
}

import type { PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';

/** An event as rules see it and targets get it. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-structure.html */
export interface BusEvent {
  version: '0';
  id: string;
  'detail-type': string;
  source: string;
  account: string;
  /** ISO 8601, to the second. */
  time: string;
  region: string;
  /** Of replayed events. */
  'replay-name'?: string;
  resources: string[];
  detail: Record<string, unknown>;
}

/** EventBridge prints no fractions of seconds. */
export const eventTime = (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}Z`;

/** The same event with the name of the replay where AWS puts it, after the region. */
export function replayed({ resources, detail, ...head }: BusEvent, name: string): BusEvent {
  return { ...head, 'replay-name': name, resources, detail };
}

/**
 * What an entry counts for, in bytes; 14 for a time, whatever it is.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html
 */
export function entrySize({ Time, Source = '', DetailType = '', Detail = '', Resources = [] }: PutEventsRequestEntry): number {
  return [Source, DetailType, Detail, ...Resources].reduce((sum, text) => sum + Buffer.byteLength(text), Time ? 14 : 0);
}

import type { MessageRecord } from '../records.ts';

/** A message in memory: its journal record and where it is in its life. */
export interface Message {
  readonly record: MessageRecord;
  state: 'delayed' | 'ready' | 'in-flight' | 'gone';
}

/** The order in which a queue gives out its messages. Messages that are `gone` are skipped where they stand. */
export interface Lane {
  /** A message came into the queue, ready or delayed. */
  enter(message: Message, now: number): void;
  /** A message that was in flight when the stack stopped. */
  hold(message: Message): void;
  /** Its delay is over. */
  ready(message: Message, now: number): void;
  /** It was in flight and is visible again. */
  returned(message: Message, now: number): void;
  /** It was in flight and has left the queue. */
  left(message: Message, now: number): void;
  /** Takes up to `max` messages; one that `accept` refuses has been dealt with (dead-lettered) and does not count. */
  take(max: number, now: number, accept: (message: Message) => boolean): Message[];
  clear(): void;
}

import type { Fate } from '../rows.ts';

/**
 * One message at one consumer: all that anyone needs to recompute a report. Times are real milliseconds since 1970: `intended`, `sent`
 * and `answered` on the generator's clock, the others on that of the machine that stamped them; on this machine's targets that is one
 * clock.
 */
export interface Row {
  lane: string;
  /** 0 is the warm-up: kept, and in no figure. */
  repetition: number;
  id: string;
  /** Of several consumers of the message, which one. */
  copy: number;
  traceId: string;
  group?: string;
  sequence?: number;
  /** What the message was filled up to. */
  bytes?: number;
  /** What the lab made go wrong with it, for instance `throw×2`; `sent again×2` where the generator had to, which no figure holds. */
  fault?: string;
  intendedAt: number;
  sentAt: number;
  answeredAt: number;
  /** Whether its sender was told that it was taken. */
  accepted: boolean;
  error?: string;
  messageId?: string;
  /** First line of the entrance. */
  enteredAt?: number;
  /** Just before the hand-over's call: what latencies are measured from. */
  handedOverAt?: number;
  acknowledgedAt?: number;
  /** First line of the consumer, at the attempt that delivered: what latencies are measured to. */
  handledAt?: number;
  /** The provider got the request, and had done its work. */
  receivedAt?: number;
  deliveredAt?: number;
  /** The entrance's process had just started: no figure of the sender's is taken then. */
  entranceCold?: boolean;
  /** The consumer's process had just started. */
  cold?: boolean;
  environment?: string;
  batch?: number;
  receiveCount?: number;
  /** In the provider's inbox. */
  mails: number;
  fate: Fate;
}

/** In the order of the columns of rows.csv. */
export const COLUMNS = [
  ...(['lane', 'repetition', 'id', 'copy', 'traceId', 'group', 'sequence', 'bytes', 'fault', 'intendedAt', 'sentAt', 'enteredAt'] as const),
  ...(['handedOverAt', 'acknowledgedAt', 'answeredAt', 'handledAt', 'receivedAt', 'deliveredAt', 'accepted', 'error'] as const),
  ...(['messageId', 'entranceCold', 'cold', 'environment', 'batch', 'receiveCount', 'mails', 'fate'] as const),
] satisfies readonly (keyof Row)[];

/** https://www.rfc-editor.org/rfc/rfc4180 */
export function toCsv(rows: readonly Row[]): string {
  const cell = (value: Row[keyof Row]) => {
    const text = value === undefined ? '' : typeof value === 'number' ? String(Math.round(value * 1000) / 1000) : String(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return `${[COLUMNS.join(','), ...rows.map((row) => COLUMNS.map((column) => cell(row[column])).join(','))].join('\r\n')}\r\n`;
}

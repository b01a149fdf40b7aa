import { missingParameter, receiptHandleIsInvalid } from '../errors.ts';
import type { LiveQueue } from '../queue/live-queue.ts';
import type { MessageRecord } from '../records.ts';

/** A receipt handle says which message it is for, so that no index of handles is needed. */
export const receiptHandle = ({ queue, id }: Pick<MessageRecord, 'queue' | 'id'>, receipt: string) =>
  Buffer.from(JSON.stringify([queue, id, receipt])).toString('base64');

/** The message id and the receipt of a handle that this queue gave out. */
export function parseReceiptHandle(handle: string | undefined, { record }: LiveQueue): { id: string; receipt: string } {
  if (!handle) throw missingParameter('ReceiptHandle');
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(handle, 'base64').toString());
  } catch {
    throw receiptHandleIsInvalid(handle);
  }
  if (!Array.isArray(parts) || parts.length !== 3 || parts[0] !== record.arn) throw receiptHandleIsInvalid(handle);
  return { id: String(parts[1]), receipt: String(parts[2]) };
}

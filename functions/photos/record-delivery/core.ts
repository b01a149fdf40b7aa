import * as z from 'zod';
import { type DeliveryOutcome, deliveryOutcomeSchema, type MailFact, mailFactSchema } from '../../shared/messages.ts';
import type { Settled } from '../share-store.ts';

export interface RecordDeliveryDeps {
  settleShare(outcome: DeliveryOutcome): Promise<Settled>;
  recordFact(fact: MailFact): Promise<Settled>;
  log(hop: string, shareId: string, detail?: Record<string, unknown>): void;
}

const messageSchema = z.union([mailFactSchema, deliveryOutcomeSchema]);

/** Writes one outcome or fact to its share; one of a share nobody made is an error, so that it ends in the DLQ and is seen. */
export async function recordDelivery(body: string, deps: RecordDeliveryDeps): Promise<void> {
  const message = messageSchema.parse(JSON.parse(body));
  const isFact = 'kind' in message;
  const settled = isFact ? await deps.recordFact(message) : await deps.settleShare(message);
  if (settled === 'unknown-share') throw new Error(`There is no share ${message.shareId} to record a delivery of`);
  const what = isFact ? { fact: message.fact } : { mode: message.mode, status: message.status };
  deps.log('recorded', message.shareId, { ...what, duplicate: settled === 'known' });
}

import { type DeliveryOutcome, deliveryOutcomeSchema } from '../../shared/messages.ts';
import type { Settled } from '../share-store.ts';

export interface RecordDeliveryDeps {
  settleShare(outcome: DeliveryOutcome): Promise<Settled>;
  log(hop: string, shareId: string, detail?: Record<string, unknown>): void;
}

/** Writes one outcome to its share; an outcome of a share nobody made is an error, so that it ends in the DLQ and is seen. */
export async function recordDelivery(body: string, deps: RecordDeliveryDeps): Promise<void> {
  const outcome = deliveryOutcomeSchema.parse(JSON.parse(body));
  const settled = await deps.settleShare(outcome);
  if (settled === 'unknown-share') throw new Error(`There is no share ${outcome.shareId} to record a delivery of`);
  deps.log('recorded', outcome.shareId, { mode: outcome.mode, status: outcome.status, duplicate: settled === 'already-delivered' });
}

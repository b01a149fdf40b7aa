import { deliveryOutcomeSchema } from '../../shared/messages.ts';
import type { CallbackStore } from '../callback-store.ts';
import type { Outcome } from '../messages.ts';
import { type Delivery, deliveryFor } from '../records.ts';

export interface FanOutDeps {
  store: Pick<CallbackStore, 'noteResult' | 'subscribersOf' | 'addDelivery'>;
  queue(delivery: Delivery): Promise<void>;
  now(): number;
}

const OUTCOME_OF: Partial<Record<string, Outcome>> = { delivered: 'success', failed: 'failure' };

/** One outcome of a share becomes a delivery for each endpoint that asked for it. Repeated, it makes the same deliveries. */
export async function fanOutCallbacks(body: string, { store, queue, now }: FanOutDeps): Promise<number> {
  const message = deliveryOutcomeSchema.safeParse(JSON.parse(body));
  // Users says more on this topic than how a share ended
  const outcome = message.success ? OUTCOME_OF[message.data.status] : undefined;
  if (!message.success || outcome === undefined) return 0;
  const { shareId, mailId, reason } = message.data;
  const detail = { ...(mailId ? { mailId } : {}), ...(reason ? { reason } : {}) };
  const result = await store.noteResult({ subject: shareId, outcome, occurredAt: now(), detail });
  const endpoints = await store.subscribersOf(result);
  for (const endpointId of endpoints) {
    const delivery = deliveryFor(endpointId, result);
    await store.addDelivery(delivery);
    await queue(delivery);
  }
  return endpoints.length;
}

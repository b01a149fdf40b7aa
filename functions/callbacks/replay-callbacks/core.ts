import * as z from 'zod';
import type { CallbackStore } from '../callback-store.ts';
import { ownedEndpoint } from '../owned-endpoint.ts';
import type { Delivery } from '../records.ts';

export const replayCallbacksSchema = z.strictObject({ endpointId: z.string().min(1).max(64), owner: z.email() });
export type ReplayCallbacks = z.infer<typeof replayCallbacksSchema>;

export interface ReplayCallbacksDeps {
  store: Pick<CallbackStore, 'findEndpoint' | 'deliveriesOf' | 'noteDelivery' | 'enable'>;
  queue(delivery: Delivery): Promise<void>;
}

/**
 * Takes the endpoint into service again, and queues whatever it has not got, pending ones too: a replay that was cut off in the middle may
 * be asked for again. Ids stay what they are, so that the receiver drops what it has.
 */
export async function replayCallbacks(input: ReplayCallbacks, { store, queue }: ReplayCallbacksDeps): Promise<{ replayed: number }> {
  const { endpointId } = await ownedEndpoint(input, store);
  await store.enable(endpointId);
  const missing = (await store.deliveriesOf(endpointId)).filter(({ state }) => state === 'parked' || state === 'pending');
  for (const delivery of missing) {
    await store.noteDelivery(delivery, 'pending', 0, 'replayed by its owner');
    await queue(delivery);
  }
  return { replayed: missing.length };
}

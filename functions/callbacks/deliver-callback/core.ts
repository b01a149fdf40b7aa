import { signatureOf } from '../../shared/webhook-signature.ts';
import type { CallbackStore } from '../callback-store.ts';
import type { DeliveryDue, EndpointNotice } from '../messages.ts';
import type { Sent } from '../outgoing/send.ts';
import type { Delivery, Endpoint } from '../records.ts';
import { activeSecrets } from '../secrets.ts';

/** After so many failures in a row one delivery alone goes on trying: a dead endpoint costs one slow call at a time, not a thousand. */
const PROBE_AFTER = 3;
/** Who waits for the probe looks again this often, at least. */
const LONGEST_HOLD_S = 600;

export interface DeliverCallbackDeps {
  store: Pick<
    CallbackStore,
    'findEndpoint' | 'findDelivery' | 'noteDelivery' | 'countFailure' | 'clearFailures' | 'claimProbe' | 'releaseProbe' | 'disable'
  >;
  send(url: string, body: string, headers: Record<string, string>): Promise<Sent>;
  notify(notice: EndpointNotice): Promise<void>;
  log(hop: string, id: string, detail?: Record<string, unknown>): void;
  /** Seconds between attempts; after the last one the endpoint is dead. */
  ladder: readonly number[];
  now(): number;
}

/**
 * One attempt at one delivery. Answers after how many seconds its message shall come again; nothing when it is done with: delivered,
 * refused, or parked for its owner's replay. Whatever dies on the way is repeated: the receiver knows a delivery by its id. The delivery's
 * own end is written last: one that is at its end does nothing when it is repeated, and would keep the probe for ever.
 */
export async function deliverCallback(due: DeliveryDue, receives: number, deps: DeliverCallbackDeps): Promise<number | undefined> {
  const { store, ladder } = deps;
  const { endpointId, deliveryId } = due;
  const [endpoint, delivery] = await Promise.all([store.findEndpoint(endpointId), store.findDelivery(endpointId, deliveryId)]);
  if (!endpoint || !delivery) throw new Error(`There is no delivery ${deliveryId} for endpoint ${endpointId}`);
  if (delivery.state !== 'pending') return undefined;
  // what another attempt at it has noted meanwhile isn't undone: the message comes again, and sees it
  const atItsEnd = (noted: boolean) => (noted ? undefined : ladder[0]);
  if (endpoint.status === 'disabled') return atItsEnd(await store.noteDelivery(delivery, 'parked', 0, 'the endpoint is disabled'));
  if (endpoint.failures >= PROBE_AFTER && !(await store.claimProbe(endpointId, deliveryId)))
    return Math.min(ladder[receives - 1] ?? Math.max(...ladder), LONGEST_HOLD_S);

  const attempts = delivery.attempts + 1;
  const sent = await deps.send(endpoint.url, delivery.body, headersOf(delivery, endpoint, deps.now()));
  deps.log(sent.result, deliveryId, { endpointId, attempts, ...sent });
  if (sent.result === 'delivered') {
    if (endpoint.failures > 0) await store.clearFailures(endpointId);
    await store.noteDelivery(delivery, 'delivered', attempts, `it answered ${sent.status}`);
    return undefined;
  }
  if (sent.result === 'refused') {
    await store.releaseProbe(endpointId, deliveryId);
    return atItsEnd(await store.noteDelivery(delivery, 'refused', attempts, `${sent.code}: ${sent.reason}`));
  }
  const failures = await store.countFailure(endpointId);
  const step = ladder[attempts - 1];
  if (step !== undefined) {
    await store.noteDelivery(delivery, 'pending', attempts, sent.reason);
    return step;
  }
  // this one failed all along its ladder, and nothing else got through of late: the endpoint is dead
  if (failures > ladder.length) await disable(endpoint, sent.reason, deps);
  await store.releaseProbe(endpointId, deliveryId);
  return atItsEnd(await store.noteDelivery(delivery, 'parked', 0, sent.reason));
}

/** First the notice, then the state: if this dies in between, the notice is given again, under the same key. */
async function disable({ endpointId, owner, url, disabledTimes }: Endpoint, reason: string, deps: DeliverCallbackDeps): Promise<void> {
  const time = disabledTimes + 1;
  await deps.notify({ version: 1, endpointId, owner, url, time, reason });
  await deps.store.disable(endpointId, time);
  deps.log('disabled', endpointId, { reason });
}

function headersOf({ deliveryId, body }: Delivery, endpoint: Endpoint, now: number): Record<string, string> {
  const timestamp = String(Math.floor(now / 1000));
  return {
    'pushpull-delivery': deliveryId,
    'pushpull-timestamp': timestamp,
    'pushpull-signature': activeSecrets(endpoint, now)
      .map((secret) => signatureOf(body, timestamp, secret))
      .join(','),
  };
}

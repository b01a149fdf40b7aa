import { createLadder, type Ladder, undelivered } from '../shared/delivery.ts';
import type { Faults } from '../shared/faults.ts';
import { post } from '../shared/post.ts';
import type { Store } from '../shared/store.ts';
import { type Change, DEFAULT_DELIVERY, type Delivery, type DeliverySettings, type Settings, type Webhook } from './schema.ts';
import { signed } from './sign.ts';

export interface CrmStores {
  changes: Store<Change>;
  webhooks: Store<Webhook>;
  deliveries: Store<Delivery>;
  settings: Store<Settings>;
}

export const settingsOf = async ({ settings }: CrmStores): Promise<DeliverySettings> =>
  (await settings.find('delivery'))?.delivery ?? DEFAULT_DELIVERY;

export interface Deliverer extends Pick<Ladder<Delivery>, 'pump'> {
  /** A delivery of the change for each webhook, now or a little later. */
  begin(change: Change): Promise<void>;
  /** Once more, whatever became of it. */
  resend(delivery: Delivery): Promise<number>;
}

/** The CRM's webhooks. */
export function createDeliverer(stores: CrmStores, faults: Faults): Deliverer {
  const { changes, webhooks, deliveries } = stores;

  async function attempt(delivery: Delivery): Promise<number> {
    const [webhook, change, { timeoutMs }] = await Promise.all([
      webhooks.find(delivery.webhookId),
      changes.find(idOf(delivery.version)),
      settingsOf(stores),
    ]);
    if (!webhook || !change) return 0;
    const { userId, email, version, receivedAt } = change;
    const body = JSON.stringify({ id: delivery.id, type: 'user.email-changed', occurredAt: receivedAt, data: { userId, email, version } });
    // a CRM that is down or failing sends nothing, and its attempt is spent
    if (await faults.before(await changes.knobs())) return 0;
    return post(webhook.url, body, { 'crm-delivery': delivery.id, ...signed(body, webhook.secret) }, timeoutMs);
  }

  const ladder = createLadder<Delivery>({ deliveries, attempt, settings: () => settingsOf(stores), dice: () => Math.random() });

  return {
    async begin({ version }) {
      const { disorderMs } = await settingsOf(stores);
      for (const { id: webhookId } of await webhooks.list()) {
        const now = Date.now();
        const nextAttemptAt = now + Math.random() * disorderMs;
        const id = `${webhookId}-${idOf(version)}`;
        const made: Delivery = { ...undelivered, id, receivedAt: now, webhookId, version, nextAttemptAt };
        await deliveries.put(made);
        ladder.wakeFor(made);
      }
    },
    pump: ladder.pump,
    resend: attempt,
  };
}

/** Of a change: its version, so that ids sort as versions do. */
export const idOf = (version: number) => String(version).padStart(9, '0');

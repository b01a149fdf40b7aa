import type { Faults } from '../shared/faults.ts';
import type { Store } from '../shared/store.ts';
import { post } from './post.ts';
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

export interface Deliverer {
  /** A delivery of the change for each webhook, now or a little later. */
  begin(change: Change): Promise<void>;
  /** Attempts whatever is due: a function has no time of its own between requests, so whoever watches may ask for it. */
  pump(): Promise<void>;
  /** Once more, whatever became of it. */
  resend(delivery: Delivery): Promise<number>;
}

/** The CRM's webhooks: at least once, on a ladder, signed anew at every attempt; it never promises an order. */
export function createDeliverer(stores: CrmStores, faults: Faults): Deliverer {
  const { changes, webhooks, deliveries } = stores;
  const busy = new Set<string>();

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

  async function climb(delivery: Delivery): Promise<void> {
    if (busy.has(delivery.id)) return;
    busy.add(delivery.id);
    try {
      const { ladderMs, duplicateRate } = await settingsOf(stores);
      const began = Date.now();
      const status = await attempt(delivery);
      const attempts = [...delivery.attempts, { at: began, status, tookMs: Date.now() - began }];
      const wait = ladderMs[attempts.length - 1];
      const well = status >= 200 && status < 300;
      const state = well ? 'delivered' : wait === undefined ? 'given-up' : 'pending';
      const next: Delivery = { ...delivery, attempts, state, nextAttemptAt: Date.now() + (wait ?? 0) };
      if ((await deliveries.find(delivery.id)) !== undefined) await deliveries.put(next);
      if (state === 'pending') wakeFor(next);
      if (well && Math.random() < duplicateRate) await attempt(delivery);
    } finally {
      busy.delete(delivery.id);
    }
  }

  const wakeFor = ({ id, nextAttemptAt }: Delivery) =>
    setTimeout(
      // nobody waits for it: what fails here is left to the next pump
      () => void wake(id).catch(console.error),
      Math.max(nextAttemptAt - Date.now(), 0),
    ).unref();
  async function wake(id: string): Promise<void> {
    const delivery = await deliveries.find(id);
    if (delivery?.state === 'pending') await climb(delivery);
  }

  return {
    async begin({ version }) {
      const { disorderMs } = await settingsOf(stores);
      for (const { id: webhookId } of await webhooks.list()) {
        const now = Date.now();
        const nextAttemptAt = now + Math.random() * disorderMs;
        const id = `${webhookId}-${idOf(version)}`;
        const made: Delivery = { id, receivedAt: now, webhookId, version, state: 'pending', attempts: [], nextAttemptAt };
        await deliveries.put(made);
        wakeFor(made);
      }
    },
    async pump() {
      const due = (await deliveries.list()).filter(({ state, nextAttemptAt }) => state === 'pending' && nextAttemptAt <= Date.now());
      await Promise.all(due.map(climb));
    },
    resend: attempt,
  };
}

/** Of a change: its version, so that ids sort as versions do. */
export const idOf = (version: number) => String(version).padStart(9, '0');

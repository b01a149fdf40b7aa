import type { ThirdPartyClient } from '../client.ts';
import type { Change, Delivery, DeliverySettings, Edit } from './schema.ts';

const TIMEOUT_MS = 10_000;

/** The CRM from outside: as an employee, as whoever registers webhooks, and as one who looks at its records. */
export interface CrmClient extends ThirdPartyClient<Change> {
  /** An employee presses "save"; undefined when the CRM failed. */
  save(edit: Edit): Promise<Change | undefined>;
  /** Has it tell this URL of every change; again with another secret, it signs with that from now on. */
  register(url: string, secret: string): Promise<void>;
  deliveries(): Promise<Delivery[]>;
  /** Sends a delivery once more; answers the status of our answer. */
  resend(id: string): Promise<number>;
  setDelivery(settings: Partial<DeliverySettings>): Promise<void>;
}

export function crmClient(party: ThirdPartyClient<Change>): CrmClient {
  const ask = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`${party.url}${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return { status: response.status, body: await response.json() };
  };
  const sure = async (method: string, path: string, given?: unknown) => {
    const { status, body } = await ask(method, path, given);
    if (status >= 300) throw new Error(`crm answered ${status} to ${method} ${path}: ${JSON.stringify(body).slice(0, 300)}`);
    return body;
  };
  return {
    ...party,
    async save(edit) {
      const { status, body } = await ask('POST', '/changes', edit);
      return status === 202 ? body : undefined;
    },
    async register(url, secret) {
      await sure('POST', '/webhooks', { url, secret });
    },
    deliveries: async () => (await sure('GET', '/deliveries')).deliveries,
    resend: async (id) => (await sure('POST', `/deliveries/${encodeURIComponent(id)}/resend`)).status,
    async setDelivery(settings) {
      await sure('PUT', '/delivery-settings', settings);
    },
  };
}

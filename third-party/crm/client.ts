import type { ThirdPartyClient } from '../client.ts';
import { ThirdPartyError } from '../shared/error.ts';
import type { Change, Delivery, DeliverySettings, Edit } from './schema.ts';

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

export const crmClient = (party: ThirdPartyClient<Change>): CrmClient => ({
  ...party,
  save: (edit) =>
    party.ask<Change>('/changes', { method: 'POST', body: edit }).catch((error) => {
      if (error instanceof ThirdPartyError) return undefined;
      throw error;
    }),
  register: (url, secret) => party.ask('/webhooks', { method: 'POST', body: { url, secret } }),
  deliveries: async () => (await party.ask<{ deliveries: Delivery[] }>('/deliveries')).deliveries,
  resend: async (id) => (await party.ask<{ status: number }>(`/deliveries/${encodeURIComponent(id)}/resend`, { method: 'POST' })).status,
  setDelivery: (settings) => party.ask('/delivery-settings', { method: 'PUT', body: settings }),
});

import type { ListedMail, ThirdPartyClient } from '../client.ts';
import type { Callback, CallbackSettings, StoredMail } from './schema.ts';

/** The email provider from outside; besides what all third parties have, its callbacks. */
export interface EmailClient extends ThirdPartyClient<StoredMail, ListedMail> {
  callbacks(): Promise<Callback[]>;
  setCallbacks(settings: Partial<CallbackSettings>): Promise<void>;
}

export const emailClient = (party: ThirdPartyClient<StoredMail, ListedMail>): EmailClient => ({
  ...party,
  callbacks: async () => (await party.ask<{ callbacks: Callback[] }>('/callbacks')).callbacks,
  setCallbacks: (settings) => party.ask('/callback-settings', { method: 'PUT', body: settings }),
});

import type { ListedMail, ThirdPartyClient } from '../client.ts';
import type { Callback, CallbackSettings, StoredMail } from './schema.ts';

const TIMEOUT_MS = 10_000;

/** The email provider from outside; besides what all third parties have, its callbacks. */
export interface EmailClient extends ThirdPartyClient<StoredMail, ListedMail> {
  callbacks(): Promise<Callback[]>;
  setCallbacks(settings: Partial<CallbackSettings>): Promise<void>;
}

export function emailClient(party: ThirdPartyClient<StoredMail, ListedMail>): EmailClient {
  const ask = async (path: string, init: RequestInit = {}) => {
    const response = await fetch(`${party.url}${path}`, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) });
    const text = await response.text();
    if (!response.ok) throw new Error(`email answered ${response.status} to ${path}: ${text.slice(0, 300)}`);
    return JSON.parse(text);
  };
  return {
    ...party,
    callbacks: async () => (await ask('/callbacks')).callbacks,
    async setCallbacks(settings) {
      await ask('/callback-settings', { method: 'PUT', body: JSON.stringify(settings) });
    },
  };
}

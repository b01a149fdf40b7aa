import type { Shipment } from './carrier/app.ts';
import { type CrmClient, crmClient } from './crm/client.ts';
import { type EmailClient, emailClient } from './email/client.ts';
import type { StoredMail } from './email/schema.ts';
import type { Fact } from './insights/app.ts';
import type { Subscriber } from './newsletter/app.ts';
import type { Notification } from './notification/app.ts';
import type { Charge } from './payment/app.ts';
import { ThirdPartyError } from './shared/error.ts';
import type { Knobs, Stats } from './shared/knobs.ts';

const TIMEOUT_MS = 10_000;

/** A third party from outside: what it did, and the knobs that break it. */
export interface ThirdPartyClient<Kept, Listed = Kept> {
  url: string;
  /** What it has accepted, oldest first; `query` narrows it: {recipient: 'ada@example.com'}. */
  list(query?: Record<string, string>): Promise<Listed[]>;
  /** One of them, whole. Throws when there is none. */
  find(id: string): Promise<Kept>;
  knobs(): Promise<Knobs>;
  /** Turns those that are given; answers all. */
  setKnobs(knobs: Partial<Knobs>): Promise<Knobs>;
  stats(): Promise<Stats>;
  /** A request to what only this one has; `body` is sent as JSON. Throws, with the answer, on any status that isn't 2xx. */
  ask<Answer>(path: string, init?: { method?: string; body?: unknown }): Promise<Answer>;
  /** Forgets entries and counts; knobs stay. */
  clear(): Promise<void>;
}

/** Mails in a list come without their attachments' bytes. */
export type ListedMail = Omit<StoredMail, 'attachments'>;

export interface ThirdParties {
  email: EmailClient;
  newsletter: ThirdPartyClient<Subscriber>;
  notification: ThirdPartyClient<Notification>;
  payment: ThirdPartyClient<Charge>;
  carrier: ThirdPartyClient<Shipment>;
  insights: ThirdPartyClient<Fact>;
  crm: CrmClient;
}

/** Their names, which are their paths. */
export const PARTIES: readonly (keyof ThirdParties)[] = ['email', 'newsletter', 'notification', 'payment', 'carrier', 'insights', 'crm'];

/**
 * All third parties at `url`, wherever they run: a process beside us, or a function.
 * @param call what sends the requests, where plain `fetch` would not reach them
 */
export function thirdPartiesAt(url: string, call: typeof fetch = fetch): ThirdParties {
  return {
    email: emailClient(client(call, url, 'email', 'messages')),
    newsletter: client(call, url, 'newsletter', 'subscribers'),
    notification: client(call, url, 'notification', 'notifications'),
    payment: client(call, url, 'payment', 'charges'),
    carrier: client(call, url, 'carrier', 'shipments'),
    insights: client(call, url, 'insights', 'facts'),
    crm: crmClient(client(call, url, 'crm', 'changes')),
  };
}

function client<Kept, Listed>(call: typeof fetch, base: string, party: string, resource: string): ThirdPartyClient<Kept, Listed> {
  const url = `${base.replace(/\/$/, '')}/${party}`;
  const ask = async <Answer>(path: string, { method = 'GET', body }: { method?: string; body?: unknown } = {}): Promise<Answer> => {
    const sent = body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
    const response = await call(`${url}${path}`, { method, ...sent, signal: AbortSignal.timeout(TIMEOUT_MS) });
    const text = await response.text();
    if (!response.ok)
      throw new ThirdPartyError(response.status, `${party} answered ${response.status} to ${method} ${path}: ${text.slice(0, 300)}`);
    return text === '' ? (undefined as Answer) : JSON.parse(text);
  };
  return {
    url,
    ask,
    list: async (query = {}) => (await ask<Record<string, Listed[]>>(`/${resource}?${new URLSearchParams(query)}`))[resource] ?? [],
    find: (id) => ask(`/${resource}/${encodeURIComponent(id)}`),
    knobs: () => ask('/knobs'),
    setKnobs: (knobs) => ask('/knobs', { method: 'PUT', body: knobs }),
    stats: () => ask('/stats'),
    clear: () => ask(`/${resource}`, { method: 'DELETE' }),
  };
}

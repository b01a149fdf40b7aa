import type { Shipment } from './carrier/app.ts';
import { type CrmClient, crmClient } from './crm/client.ts';
import { type EmailClient, emailClient } from './email/client.ts';
import type { StoredMail } from './email/schema.ts';
import type { Fact } from './insights/app.ts';
import type { Subscriber } from './newsletter/app.ts';
import type { Notification } from './notification/app.ts';
import type { Charge } from './payment/app.ts';
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

/** All third parties at `url`, wherever they run: a process beside us, or a function. */
export function thirdPartiesAt(url: string): ThirdParties {
  return {
    email: emailClient(client(url, 'email', 'messages')),
    newsletter: client(url, 'newsletter', 'subscribers'),
    notification: client(url, 'notification', 'notifications'),
    payment: client(url, 'payment', 'charges'),
    carrier: client(url, 'carrier', 'shipments'),
    insights: client(url, 'insights', 'facts'),
    crm: crmClient(client(url, 'crm', 'changes')),
  };
}

function client<Kept, Listed>(base: string, party: string, resource: string): ThirdPartyClient<Kept, Listed> {
  const url = `${base.replace(/\/$/, '')}/${party}`;
  const ask = async (path: string, init?: RequestInit) => {
    const response = await fetch(`${url}${path}`, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) });
    const text = await response.text();
    if (!response.ok) throw new Error(`${party} answered ${response.status} to ${init?.method ?? 'GET'} ${path}: ${text.slice(0, 300)}`);
    return text === '' ? undefined : JSON.parse(text);
  };
  return {
    url,
    list: async (query = {}) => (await ask(`/${resource}?${new URLSearchParams(query)}`))[resource],
    find: (id) => ask(`/${resource}/${encodeURIComponent(id)}`),
    knobs: () => ask('/knobs'),
    setKnobs: (knobs) => ask('/knobs', { method: 'PUT', body: JSON.stringify(knobs) }),
    stats: () => ask('/stats'),
    clear: () => ask(`/${resource}`, { method: 'DELETE' }),
  };
}

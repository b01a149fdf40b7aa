import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { createEmailApp } from './app.ts';
import { memoryStore } from './memory-store.ts';
import type { Knobs, Stats, StoredMail } from './schema.ts';
import type { InboxQuery } from './store.ts';

export interface EmailService {
  url: string;
  inbox(query?: InboxQuery): Promise<StoredMail[]>;
  knobs(): Promise<Knobs>;
  setKnobs(knobs: Partial<Knobs>): Promise<Knobs>;
  stats(): Promise<Stats>;
  clear(): Promise<void>;
  stop(): Promise<void>;
}

export interface EmailServiceOptions {
  /** 0 takes any free port. */
  port?: number;
  host?: string;
}

/** Runs the email provider in this process. Rejects when the port is taken. */
export async function startEmailService({ port = 0, host = '127.0.0.1' }: EmailServiceOptions = {}): Promise<EmailService> {
  const store = memoryStore();
  const server = serve({ fetch: createEmailApp(store).fetch, port, hostname: host });
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve);
    server.once('error', reject);
  });
  const address = server.address() as AddressInfo;
  return {
    url: `http://${address.family === 'IPv6' ? `[${address.address}]` : address.address}:${address.port}`,
    inbox: (query = {}) => store.list(query),
    knobs: () => store.knobs(),
    async setKnobs(knobs) {
      const next = { ...(await store.knobs()), ...knobs };
      await store.setKnobs(next);
      return next;
    },
    stats: () => store.stats(),
    clear: () => store.clear(),
    stop: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}

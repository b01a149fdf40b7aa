import type { AddressInfo } from 'node:net';
import { serve } from '@hono/node-server';
import { createThirdPartiesApp } from './app.ts';
import { type ThirdParties, thirdPartiesAt } from './client.ts';
import { memoryStores } from './shared/memory-store.ts';

export interface ThirdPartiesServer extends ThirdParties {
  /** Each third party is below it, by name. */
  url: string;
  stop(): Promise<void>;
}

export interface ThirdPartiesOptions {
  /** 0 takes any free port. */
  port?: number;
  host?: string;
}

/** Runs the third parties in this process; what they keep is gone with it. Rejects when the port is taken. */
export async function startThirdParties({ port = 0, host = '127.0.0.1' }: ThirdPartiesOptions = {}): Promise<ThirdPartiesServer> {
  const server = serve({ fetch: createThirdPartiesApp(memoryStores()).fetch, port, hostname: host });
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve);
    server.once('error', reject);
  });
  const address = server.address() as AddressInfo;
  const url = `http://${address.family === 'IPv6' ? `[${address.address}]` : address.address}:${address.port}`;
  return {
    url,
    ...thirdPartiesAt(url),
    stop: () =>
      new Promise((resolve, reject) => {
        server.close((error) => (error ? reject(error) : resolve()));
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}

import { setTimeout as sleep } from 'node:timers/promises';

interface Health {
  edition: string;
  version: string;
  services: Record<string, string>;
}

/** What LocalStack says of itself; undefined while it doesn't answer. */
export async function health(endpoint: string): Promise<Health | undefined> {
  try {
    const response = await fetch(`${endpoint}/_localstack/health`, { signal: AbortSignal.timeout(5000) });
    return response.ok ? ((await response.json()) as Health) : undefined;
  } catch {
    return undefined;
  }
}

/** Waits until it is healthy; undefined when it isn't in time, or `given up` says that it will never be. */
export async function untilHealthy(endpoint: string, timeoutMs: number, givenUp: () => boolean): Promise<Health | undefined> {
  for (const until = performance.now() + timeoutMs; performance.now() < until && !givenUp(); ) {
    const found = await health(endpoint);
    if (found) return found;
    await sleep(200);
  }
  return undefined;
}

import { setTimeout as sleep } from 'node:timers/promises';
import type { Lab } from '../lab/lab.ts';
import { statusOf } from './shares.ts';

/** What a person saw of a share, in order, and what it took. */
export interface Seen {
  statuses: string[];
  requests: number;
}

const POLL_MS = 250;
const isOver = (statuses: string[]) => ['delivered', 'sent', 'failed'].includes(statuses.at(-1) ?? '');

/** Who has seen no end by then gives up, and the promise is broken: ten minutes of the stack's clock, and two of a person's at least. */
function patience({ target }: Lab): () => boolean {
  const end = performance.now() + 1000 * Math.max(600 / target.timeScale, 120);
  return () => performance.now() < end;
}

/** Asks again and again: simple, and sees only what lasts longer than the pause between two questions. */
export async function byPolling(lab: Lab, shareId: string): Promise<Seen> {
  const seen: Seen = { statuses: [], requests: 0 };
  const waits = patience(lab);
  while (!isOver(seen.statuses) && waits()) {
    const status = await statusOf(lab, shareId);
    seen.requests++;
    if (status !== seen.statuses.at(-1)) seen.statuses.push(status);
    await sleep(POLL_MS, undefined, { signal: lab.signal });
  }
  return seen;
}

/** Asks what is newer than what it knows, and is answered when there is something. */
export async function byLongPoll(lab: Lab, shareId: string): Promise<Seen> {
  const seen: Seen = { statuses: [], requests: 0 };
  let after = 0;
  const waits = patience(lab);
  while (!isOver(seen.statuses) && waits()) {
    const { status, body } = await lab.ask(`${lab.output('WatchShareUrl')}?${new URLSearchParams({ shareId, after: String(after) })}`);
    seen.requests++;
    if (status !== 200) continue;
    seen.statuses.push(...(body.news as { status: string }[]).map((step) => step.status));
    after = Number(body.version);
  }
  return seen;
}

/** As a browser's EventSource does: reads, waits as long as it was told, and comes back with the last id; its first connection is cut. */
export async function byEvents(lab: Lab, shareId: string): Promise<Seen> {
  const seen: Seen = { statuses: [], requests: 0 };
  let lastId = '';
  let retryMs = 1_000;
  const waits = patience(lab);
  while (waits()) {
    const headers = { accept: 'text/event-stream', ...(lastId ? { 'last-event-id': lastId } : {}) };
    const cut = seen.requests === 1 ? { signal: AbortSignal.timeout(100) } : {};
    const { status, body } = await lab.ask(`${lab.output('WatchShareUrl')}?shareId=${shareId}`, { headers, ...cut });
    seen.requests++;
    if (status === 204) break;
    if (status === 200)
      for (const [, field, value = ''] of String(body.text).matchAll(/^(id|data|retry): ?(.*)$/gm)) {
        if (field === 'id') lastId = value;
        if (field === 'retry') retryMs = Number(value);
        if (field === 'data') seen.statuses.push((JSON.parse(value) as { status: string }).status);
      }
    await sleep(retryMs, undefined, { signal: lab.signal });
  }
  return seen;
}

import { setTimeout as sleep } from 'node:timers/promises';
import type { EventStream, Hop } from 'pushpull-emulator';
import { fateOf, isSettled } from './fate.ts';
import { hopsByShare } from './hops.ts';
import { now, openLoop } from './load.ts';
import type { Mode } from './modes.ts';
import { newTraceId, type PhotosClient } from './photos-client.ts';
import type { Row } from './rows.ts';

export interface RunOptions {
  mode: Mode;
  count: number;
  /** Arrivals a second. */
  rate: number;
  photoId: string;
  /** Tells this run's shares from all others. */
  runId: string;
  photos: PhotosClient;
  events: EventStream;
  /** Mails in the provider's inbox by share id. */
  mails(): Promise<Map<string, number>>;
  /** Called where the outage, if there is one, begins and ends. */
  outage?: { seconds: number; begin(): void | Promise<void>; end(): void | Promise<void> };
  /** Real milliseconds to wait, after the load, for what is still under way. */
  patienceMs: number;
  onProgress(state: { sent: number; settled: number; handled: number; waiting: boolean }): void;
  signal: AbortSignal;
}

export interface ModeRun {
  mode: Mode;
  rows: Row[];
  /** What the load generator sent, counted apart from the rows. */
  sent: number;
  hops: Hop[];
  /** First arrival to last delivery, real milliseconds. */
  tookMs: number;
  /** How late the generator was, at worst, in milliseconds: above a few, the figures are the generator's. */
  latenessMs: number;
}

/** Puts one mode under load, waits until every share has settled (or patience ends), and says what became of each. */
export async function runMode(options: RunOptions): Promise<ModeRun> {
  const { mode, count, rate, photoId, runId, photos, events, outage, signal, onProgress } = options;
  const hops: Hop[] = [];
  const unsubscribe = events.subscribe((hop) => void hops.push(hop));
  const prefix = `${runId}-${mode.name}-`;
  let sent = 0;
  let handled = 0;
  let settled = 0;
  const report = (waiting: boolean) => onProgress({ sent, settled, handled, waiting });
  const ticking = setInterval(() => report(false), 100);
  try {
    await warmUp(options);
    const began = now();
    const breaking = outage && breakInTheMiddle(outage, (count / rate) * 1000, signal);
    const load = openLoop(count, rate, signal, async ({ index, intendedAt }): Promise<Row> => {
      const shareId = `${prefix}${String(index).padStart(6, '0')}`;
      const traceId = newTraceId();
      const sentAt = now();
      sent++;
      const answer = await photos.share({
        photoId,
        recipient: `friend-${index}@example.com`,
        mode: mode.name,
        shareId,
        traceId,
        sentAt,
        signal,
      });
      const answeredAt = now();
      handled += answer.status >= 200 && answer.status < 300 ? 1 : 0;
      return { mode: mode.name, shareId, traceId, intendedAt, sentAt, answeredAt, ...answer, stamps: {}, fate: 'in flight', mails: 0 };
    });
    // together: an interruption ends both, and a rejection that nobody waits for would end the process
    const [rows] = await Promise.all([load, breaking]);
    clearInterval(ticking);
    const deadline = now() + options.patienceMs;
    for (;;) {
      // the inbox is read after the hops: what they say is done has its mail by then, or never
      const seen = hops.slice();
      settle(rows, seen, await options.mails());
      settled = rows.filter((row) => isSettled(row.fate)).length;
      handled = rows.filter((row) => row.fate === 'handled').length;
      report(true);
      if (settled === rows.length || now() > deadline) break;
      await sleep(200, undefined, { signal });
    }
    await fillStamps(rows, photos, prefix, signal);
    const last = Math.max(...rows.map((row) => row.stamps.deliveredAt ?? row.answeredAt));
    const latenessMs = Math.max(...rows.map((row) => row.sentAt - row.intendedAt));
    return { mode, rows, sent, hops, tookMs: last - began, latenessMs };
  } finally {
    clearInterval(ticking);
    unsubscribe();
  }
}

/** Shares before the load that aren't counted, so that the figures aren't those of processes that have just started; their cold starts are counted. */
const WARM_UP = 12;

async function warmUp({ mode, photoId, runId, photos, mails, signal }: RunOptions) {
  const ids = Array.from({ length: WARM_UP }, (_, i) => `warm-up-${runId}-${mode.name}-${i}`);
  const waiting = [...ids];
  const one = async () => {
    for (let shareId = waiting.shift(); shareId; shareId = waiting.shift()) {
      signal.throwIfAborted();
      await photos.share({
        photoId,
        recipient: 'warm-up@example.com',
        mode: mode.name,
        shareId,
        traceId: newTraceId(),
        sentAt: now(),
        signal,
      });
    }
  };
  await Promise.all([one(), one()]);
  for (const deadline = now() + 10_000; now() < deadline; ) {
    const sent = await mails();
    if (ids.every((id) => sent.has(id))) return;
    await sleep(20, undefined, { signal });
  }
}

async function breakInTheMiddle({ seconds, begin, end }: NonNullable<RunOptions['outage']>, loadMs: number, signal: AbortSignal) {
  await sleep(Math.max(0, loadMs / 2 - seconds * 500), undefined, { signal });
  await begin();
  try {
    await sleep(seconds * 1000, undefined, { signal });
  } finally {
    await end();
  }
}

/** Gives every row its fate. */
function settle(rows: Row[], hops: readonly Hop[], mails: Map<string, number>) {
  const ofShare = hopsByShare(rows, hops);
  for (const row of rows) {
    row.mails = mails.get(row.shareId) ?? 0;
    row.fate = fateOf(row, ofShare.get(row.shareId) ?? []);
  }
}

/** The stamps come home by a queue of their own a little later than the mail: waits up to 10 s for them. */
async function fillStamps(rows: Row[], photos: PhotosClient, prefix: string, signal: AbortSignal) {
  const deadline = now() + 10_000;
  for (;;) {
    const stamps = await photos.stamps(prefix);
    for (const row of rows) row.stamps = stamps.get(row.shareId) ?? row.stamps;
    if (now() > deadline || rows.every((row) => row.fate !== 'handled' || row.stamps.deliveredAt)) return;
    await sleep(200, undefined, { signal });
  }
}

import { setTimeout as sleep } from 'node:timers/promises';
import type { Hop } from 'pushpull-emulator';
import type { Evidence, Mails } from './evidence/evidence.ts';
import { isSettled } from './evidence/fate.ts';
import { constantRate, now, openLoop } from './load.ts';
import { largest } from './measures.ts';
import type { Mode } from './modes.ts';
import { newTraceId, type PhotosClient } from './photos-client.ts';
import { isAccepted, type Row } from './rows.ts';
import { modeOf } from './simulate/modes.ts';

export interface RunOptions {
  mode: Mode;
  count: number;
  /** Arrivals a second. */
  rate: number;
  photoId: string;
  /** Tells this run's shares from all others. */
  runId: string;
  photos: PhotosClient;
  evidence: Evidence;
  /** Mails in the provider's inbox by share id. */
  mails: Mails;
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
  /** Undefined where the target shows none. */
  hops: Hop[] | undefined;
  /** First arrival to last delivery, real milliseconds. */
  tookMs: number;
  /** How late the generator was, at worst, in milliseconds: above a few, the figures are the generator's. */
  latenessMs: number;
}

/** Puts one mode under load, waits until every share has settled (or patience ends), and says what became of each. */
export async function runMode(options: RunOptions): Promise<ModeRun> {
  const { mode, count, rate, photoId, runId, photos, evidence, outage, signal, onProgress } = options;
  const watch = evidence.watch(modeOf(mode.name).consumer);
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
    const load = openLoop(constantRate(count, rate), signal, async ({ index }, intendedAt): Promise<Row> => {
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
      handled += isAccepted(answer) ? 1 : 0;
      return { mode: mode.name, shareId, traceId, intendedAt, sentAt, answeredAt, ...answer, stamps: {}, fate: 'in flight', mails: 0 };
    });
    // together: an interruption ends both, and a rejection that nobody waits for would end the process
    const [rows] = await Promise.all([load, breaking]);
    clearInterval(ticking);
    const deadline = now() + options.patienceMs;
    for (;;) {
      const last = now() > deadline;
      await watch.settle(rows, options.mails, last);
      settled = rows.filter((row) => isSettled(row.fate)).length;
      handled = rows.filter((row) => row.fate === 'handled').length;
      report(true);
      if (settled === rows.length || last) break;
      await sleep(200, undefined, { signal });
    }
    await fillStamps(rows, photos, prefix, signal);
    const lastAt = largest(rows.map((row) => row.stamps.deliveredAt ?? row.answeredAt));
    const latenessMs = largest(rows.map((row) => row.sentAt - row.intendedAt));
    return { mode, rows, sent, hops: watch.hops, tookMs: lastAt - began, latenessMs };
  } finally {
    clearInterval(ticking);
    watch.stop();
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

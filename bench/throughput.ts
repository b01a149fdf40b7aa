import type { EventStream } from 'pushpull-emulator';
import { newTraceId, type PhotosClient } from '../compare/photos-client.ts';

export interface Throughput {
  /** Shares whose mail went out, a second. */
  perSecond: number;
  /** What the stack's process used of the processor for one share: with more at work on the machine, steadier than the rest. */
  stackCpuMs: number;
}

/** So many callers share at once, each its next share as soon as the one before has been accepted. Many more would only run into time limits. */
const CALLERS = 8;
const SHARES = 400;
/** Longer than the ladders of all modes: what hasn't come by then doesn't come. */
const PATIENCE_MS = 10 * 60_000;

/** More than the app can take: what comes out a second is what it can. Shares before it have made it warm. */
export async function throughput(
  mode: string,
  { photos, photoId, mails, events }: { photos: PhotosClient; photoId: string; mails(): Promise<number>; events: EventStream },
): Promise<Throughput> {
  const before = await mails();
  const cpu = process.cpuUsage();
  const start = performance.now();
  let next = 0;
  const caller = async () => {
    while (next < SHARES) {
      const shareId = `load-${mode}-${next++}`;
      const answer = await photos.share({
        photoId,
        recipient: 'bench@example.com',
        mode,
        shareId,
        traceId: newTraceId(),
        sentAt: Date.now(),
      });
      if (answer.status >= 400) throw new Error(`${mode}: a share was answered with ${answer.status} ${answer.error ?? ''}`);
    }
  };
  await Promise.all(Array.from({ length: CALLERS }, caller));
  for (let sent = 0; sent < SHARES; sent = (await mails()) - before) {
    if (performance.now() - start > PATIENCE_MS)
      throw new Error(`${mode}: ${sent} mails for ${SHARES} shares after ${PATIENCE_MS / 60_000} minutes`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  events.clear();
  return { perSecond: SHARES / seconds, stackCpuMs: (user + system) / 1000 / SHARES };
}

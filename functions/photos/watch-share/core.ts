import { HttpError } from '../../shared/errors.ts';
import { FINAL, type Share } from '../share-store.ts';

/** What a watcher reads of a share, again and again: a few bytes. */
export type Glance = Pick<Share, 'version' | 'history'>;

export interface WatchShareDeps {
  glance(shareId: string): Promise<Glance | undefined>;
  sleep(ms: number): Promise<void>;
  now(): number;
}

/** First looks are close together, since most shares move within a second; later ones are not. */
const FIRST_LOOK_MS = 100;
const SLOWEST_LOOK_MS = 1_000;

/** Waits until the share has more history than `after`, or until the time is over; answers what is newer: [] when nothing is. */
export async function waitForNews(shareId: string, after: number, waitMs: number, deps: WatchShareDeps): Promise<Share['history']> {
  const deadline = deps.now() + waitMs;
  for (let pause = FIRST_LOOK_MS; ; pause = Math.min(pause * 2, SLOWEST_LOOK_MS)) {
    const share = await deps.glance(shareId);
    if (share === undefined) throw new HttpError(404, 'SHARE_NOT_FOUND', `There is no share ${shareId}.`);
    const news = share.history.filter(({ version }) => version > after);
    const left = deadline - deps.now();
    if (news.length > 0 || left <= 0) return news;
    await deps.sleep(Math.min(pause, left));
  }
}

/**
 * News as server-sent events; `retry` is how long the browser waits before it asks again, which it does by itself with the last id.
 * https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export function serverSentEvents(news: Share['history']): string {
  const events = news.map(({ version, status, at }) => `id: ${version}\nevent: status\ndata: ${JSON.stringify({ status, at })}\n\n`);
  return `retry: 250\n\n${events.join('') || ': nothing new yet\n\n'}`;
}

/** Whether nothing is to be expected any more. */
export const isOver = (news: Share['history']) => FINAL.includes(news.at(-1)?.status ?? 'requested');

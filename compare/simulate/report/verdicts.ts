import { wrapped } from '../../report/wrap.ts';
import type { Outcome } from '../simulate.ts';
import { time } from './time.ts';

/** Which limit broke first, and what became of the shares, in a sentence or two. */
export function verdict({ mode, sent, fates, limits, tookMs, deliveredMs, settings }: Outcome): string {
  const [first, ...others] = limits;
  const parts = [`${percent(fates.handled, sent)} of the mails are sent, half of them within ${time(deliveredMs.p50)}`];
  if (fates.handled === sent) parts[0] = `all mails are sent, half of them within ${time(deliveredMs.p50)}`;
  if (fates.handled === 0) parts[0] = 'no mail is sent';
  if (fates.refused) parts.push(`${percent(fates.refused, sent)} are refused to the caller's face`);
  if (fates['dead-lettered']) parts.push(`${percent(fates['dead-lettered'], sent)} end as dead letters`);
  if (fates.waiting) parts.push(`${percent(fates.waiting, sent)} still wait at the end`);
  if (fates.lost) parts.push(`${percent(fates.lost, sent)} are LOST`);
  const limit = first
    ? `First to be met: ${first.limit}, ${first.atMs < 1 ? 'at once' : `after ${time(first.atMs)}`}${others.length > 0 ? `; then ${others.map(({ limit }) => limit).join('; then ')}` : ''}.`
    : 'No limit is met.';
  const late = deliveredMs.p95 !== undefined && tookMs > 1.1 * settings.load.durationMs && fates.refused === 0;
  const end = late ? ` The last mail is sent ${time(tookMs - settings.load.durationMs)} after the last share.` : '';
  return [`${mode.padEnd(12)}${parts.join(', ')}.`, `${' '.repeat(12)}${limit}${end}`].flatMap((line) => wrapped(line, 100, 12)).join('\n');
}

function percent(part: number, whole: number): string {
  const share = (100 * part) / Math.max(1, whole);
  if (part === whole) return 'all';
  if (share > 0 && share < 0.1) return 'less than 0.1 %';
  // never rounded up to all of them
  return `${(Math.floor(share * 10) / 10).toFixed(1)} %`;
}

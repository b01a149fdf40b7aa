import { counted } from '../lab/counted.ts';
import type { Lab } from '../lab/lab.ts';

/** How often each account is on the newsletter, and was welcomed, counted at the third parties. */
export interface Effects {
  newsletter: Map<string, number>;
  welcome: Map<string, number>;
}

export async function effectsOf({ thirdParties: { newsletter, notification } }: Lab): Promise<Effects> {
  return { newsletter: countOf(await newsletter.list()), welcome: countOf(await notification.list()) };
}

function countOf(entries: readonly { userId: string }[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { userId } of entries) counts.set(userId, (counts.get(userId) ?? 0) + 1);
  return counts;
}

/** Has both, once each. */
export const isWhole = ({ newsletter, welcome }: Effects, accountId: string): boolean =>
  newsletter.get(accountId) === 1 && welcome.get(accountId) === 1;

/** Lacks one of the two, or both. */
export const lacks = ({ newsletter, welcome }: Effects, accountId: string): boolean =>
  !newsletter.has(accountId) || !welcome.has(accountId);

/** How many got anything twice. */
export const twice = ({ newsletter, welcome }: Effects): number =>
  [...newsletter.values(), ...welcome.values()].filter((n) => n > 1).length;

/** Real, as functions are: long enough that a process which is killed was in the middle of something. */
const LATENCY_MS = 100;

/** Both third parties take their time, and fail as the options say, from now on. */
export async function bothFail({ thirdParties: { newsletter, notification }, options: { errorRate, seed } }: Lab): Promise<void> {
  // with a seed each: the same dice would fail the same people twice
  await newsletter.setKnobs({ errorRate, seed, latencyMs: LATENCY_MS });
  await notification.setKnobs({ errorRate, seed: seed + 1, latencyMs: LATENCY_MS });
}

/** The load and what goes wrong meanwhile, for the story. */
export function loadText({ options: { count, errorRate, downSeconds } }: Lab, down: 'newsletter' | 'notification service'): string {
  const faults = [
    ...(errorRate > 0 ? [`both third parties fail ${Math.round(errorRate * 100)} % of requests`] : []),
    ...(downSeconds > 0 ? [`the ${down} is down for ${downSeconds} s`] : []),
  ];
  return `${counted(count, 'person signs', 'people sign')} up; ${faults.join(', and ') || 'both third parties are well'}`;
}

export async function bothAreWell({ thirdParties: { newsletter, notification } }: Lab): Promise<void> {
  for (const party of [newsletter, notification]) await party.setKnobs({ errorRate: 0, down: false, latencyMs: 0 });
}

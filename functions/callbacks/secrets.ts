import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Endpoint } from './records.ts';

/** How long the one before goes on signing, beside the new one: until then the endpoint's own code knows the new one. */
export const OVERLAP_MS = 3600_000;

export const newSecret = () => `whsec_${randomBytes(24).toString('hex')}`;

type Secrets = Pick<Endpoint, 'secret' | 'previous'>;

/** What we sign with now: during a rotation with both, so that the endpoint may know either. */
export const activeSecrets = ({ secret, previous }: Secrets, now: number): string[] =>
  previous !== undefined && previous.until > now ? [secret, previous.secret] : [secret];

/**
 * What the secrets are after a rotation by whoever holds `held`; undefined if that is none of them. The one before holds too, as the answer
 * to a rotation may have been lost; its time is not prolonged by that, or who has found it somewhere could keep it alive.
 */
export function rotated(endpoint: Secrets, held: string, now: number): Required<Secrets> | undefined {
  const known = activeSecrets(endpoint, now).find((secret) => isSame(secret, held));
  if (known === undefined) return undefined;
  const until = known === endpoint.secret ? now + OVERLAP_MS : (endpoint.previous?.until ?? now);
  return { secret: newSecret(), previous: { secret: known, until } };
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

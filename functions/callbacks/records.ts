import { createHash } from 'node:crypto';
import type { Outcome } from './messages.ts';

/** An URL that an owner has us call. All of its state stands here, so that one endpoint's troubles are no other's. */
export interface Endpoint {
  endpointId: string;
  owner: string;
  url: string;
  /** What we sign with. */
  secret: string;
  /** The one before, which signs too until then. */
  previous?: { secret: string; until: number };
  /** The request that registered it, until the first rotation: who repeats it is told the secret again, as the answer may have been lost. */
  registration?: string;
  status: 'active' | 'disabled';
  /** Failures since the last success. */
  failures: number;
  /** While it fails: the one delivery that still tries; the others wait for it. */
  probe?: string;
  disabledTimes: number;
}

export interface Delivery {
  endpointId: string;
  deliveryId: string;
  subject: string;
  outcome: Outcome;
  /** What is posted, byte by byte. */
  body: string;
  /** `parked`: it waits for its owner's replay; `refused`: its URL is one that is never called. */
  state: 'pending' | 'delivered' | 'parked' | 'refused';
  /** On this climb of the ladder. */
  attempts: number;
  /** How the last attempt ended. */
  last?: string;
}

/** What became of a subject; kept, so that who registers late is told too. */
export interface Result {
  subject: string;
  outcome: Outcome;
  occurredAt: number;
  detail: Record<string, string>;
}

const hash = (...parts: string[]) => createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 24);

/** The same owner and URL are the same endpoint, however often they are registered. */
export const endpointIdOf = (owner: string, url: string) => hash(owner, url);

/** The same news for the same endpoint is the same delivery, whatever is repeated on the way. */
export function deliveryFor(endpointId: string, { subject, outcome, occurredAt, detail }: Result): Delivery {
  const deliveryId = hash(endpointId, subject, outcome);
  const body = JSON.stringify({ id: deliveryId, type: `share.${outcome}`, subject, occurredAt, detail });
  return { endpointId, deliveryId, subject, outcome, body, state: 'pending', attempts: 0 };
}

import { HttpError } from '../../shared/errors.ts';
import { freshness, isSignedBy, type SignedRequest } from '../../shared/webhook-signature.ts';
import { type CrmChange, crmEventSchema } from '../messages.ts';
import type { Secrets } from '../secrets.ts';

/** The CRM's events are some 200 bytes; what is this large is none. */
const MAX_BYTES = 16 * 1024;

export interface CrmWebhookDeps {
  secrets: Secrets;
  queue(changes: CrmChange[]): Promise<void>;
  log(hop: string, id: string, detail?: Record<string, unknown>): void;
  now(): number;
}

/**
 * Takes an event of the CRM: size, age and signature, cheapest first, and then nothing but the queue, so that the answer is fast whatever
 * the work costs. What is refused here costs nothing further on. Without a place in the queue there is no good answer: the CRM tries again.
 */
export async function receiveCrmEvent(request: SignedRequest, deps: CrmWebhookDeps): Promise<{ queued: string }> {
  if (request.body.length > MAX_BYTES) throw new HttpError(413, 'TOO_LARGE', `An event has ${MAX_BYTES} bytes at most.`);
  const verdict = freshness(request, deps.now());
  if (verdict === 'UNSIGNED') throw new HttpError(401, 'UNSIGNED', 'The headers crm-timestamp and crm-signature are needed.');
  if (verdict === 'STALE') throw new HttpError(401, 'STALE', 'The event was signed more than 5 minutes from now.');
  if (!isSignedBy(request, await deps.secrets.active()) && !isSignedBy(request, await deps.secrets.active(true)))
    throw new HttpError(401, 'FORGED', 'No active secret made this signature.');
  const event = crmEventSchema.safeParse(parsed(request.body));
  if (!event.success) throw new HttpError(400, 'INVALID_EVENT', 'The event is signed, and none that this webhook knows.');
  const { id, occurredAt, data } = event.data;
  const { userId, email, version: crmVersion } = data;
  await deps.queue([{ version: 1, userId, email, crmVersion, occurredAt, source: 'webhook' }]);
  deps.log('queued', id, { userId, crmVersion });
  return { queued: id };
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

import { HttpError } from '../../shared/errors.ts';
import type { WebhookKeys } from '../../shared/webhook-keys.ts';
import { assertSigned, isSignedBy, type SignedRequest } from '../../shared/webhook-signature.ts';
import { type CrmChange, crmEventSchema } from '../messages.ts';

/** The CRM's events are some 200 bytes; what is this large is none. */
const MAX_BYTES = 16 * 1024;

export interface CrmWebhookDeps {
  secrets: WebhookKeys;
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
  await assertSigned(request, { keys: deps.secrets, holds: isSignedBy, now: deps.now });
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

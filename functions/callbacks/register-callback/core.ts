import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { HttpError } from '../../shared/errors.ts';
import type { CallbackStore } from '../callback-store.ts';
import { OUTCOMES, type Outcome } from '../messages.ts';
import { NameTimeout, UrlRefused } from '../outgoing/check-url.ts';
import { type Delivery, deliveryFor } from '../records.ts';

export const registerCallbackSchema = z
  .strictObject({
    /** What the callbacks are about. */
    shareId: z.string().regex(/^[\w.:-]{1,128}$/, 'letters, digits and ._:- only, 128 at most'),
    /** Is told when an endpoint is called no more. */
    owner: z.email(),
    success: z.string().max(2_000).optional(),
    failure: z.string().max(2_000).optional(),
    /** The caller's own, and a secret: who repeats a request whose answer was lost gives the same, and is answered the same. */
    requestId: z.string().min(16).max(128).optional(),
  })
  .refine(({ success, failure }) => success ?? failure, 'success, failure or both are needed');
export type RegisterCallback = z.infer<typeof registerCallbackSchema>;

export interface RegisterCallbackDeps {
  store: Pick<CallbackStore, 'addEndpoint' | 'subscribe' | 'resultOf' | 'addDelivery'>;
  checkUrl(url: string): Promise<unknown>;
  queue(delivery: Delivery): Promise<void>;
}

/**
 * Registers whom to call when a share is through. Who comes late is called at once: first the subscription is written and then the result
 * looked up, while the fan-out does it the other way round, so that one of the two sees the other.
 *
 * The secret of an endpoint is told by the request that made it, and by no later one: owner and URL are names, and others know them too.
 */
export async function registerCallback(input: RegisterCallback, { store, checkUrl, queue }: RegisterCallbackDeps) {
  const wanted = OUTCOMES.flatMap((outcome) => (input[outcome] === undefined ? [] : [{ outcome, url: input[outcome] }]));
  for (const { url } of wanted) await checkUrl(url).catch(refuse);
  const registration = input.requestId ?? randomUUID();
  const callbacks: { on: Outcome; url: string; endpointId: string; secret?: string }[] = [];
  for (const { outcome, url } of wanted) {
    const endpoint = await store.addEndpoint(input.owner, url, registration);
    const { endpointId, secret } = endpoint;
    await store.subscribe(input.shareId, outcome, endpointId);
    const known = await store.resultOf(input.shareId, outcome);
    if (known !== undefined) {
      const delivery = deliveryFor(endpointId, known);
      await store.addDelivery(delivery);
      await queue(delivery);
    }
    callbacks.push({ on: outcome, url, endpointId, ...(endpoint.registration === registration ? { secret } : {}) });
  }
  return { shareId: input.shareId, callbacks };
}

function refuse(error: unknown): never {
  if (error instanceof UrlRefused) throw new HttpError(422, error.code, error.message);
  if (error instanceof NameTimeout) throw new HttpError(503, 'DNS_TIMEOUT', error.message);
  throw new HttpError(422, 'NO_ADDRESS', 'The name of the URL has no address.', { cause: error });
}

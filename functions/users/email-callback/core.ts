import { verify } from 'node:crypto';
import * as z from 'zod';
import { HttpError } from '../../shared/errors.ts';
import type { MailFact } from '../../shared/messages.ts';
import type { WebhookKeys } from '../../shared/webhook-keys.ts';
import { assertSigned, type SignedRequest } from '../../shared/webhook-signature.ts';

/** What the email provider's documentation says about a callback's body. */
const callbackSchema = z.object({
  id: z.string().min(1),
  type: z.enum(['sent', 'bounced', 'complained']),
  mailId: z.string().min(1),
  shareId: z.string().min(1),
  at: z.int(),
  reason: z.string().optional(),
});

export interface EmailCallbackDeps {
  /** The provider's public key (PEM). */
  keys: WebhookKeys;
  publish(fact: MailFact): Promise<void>;
  log(hop: string, shareId: string, detail?: Record<string, unknown>): void;
  now(): number;
}

/**
 * Believes the provider alone, and passes on what it found out. Answered well only once that is published: until then the provider keeps
 * trying. A fact that comes twice is published twice; Photos knows what it has.
 */
export async function emailCallback(callback: SignedRequest, deps: EmailCallbackDeps): Promise<void> {
  await assertSigned(callback, { ...deps, holds: isTheProviders });
  const parsed = callbackSchema.safeParse(jsonOf(callback.body.toString('utf8')));
  if (!parsed.success) throw new HttpError(422, 'INVALID_INPUT', 'This is no callback of the email provider.');
  const { type: fact, mailId, shareId, at, reason } = parsed.data;
  await deps.publish({ version: 1, kind: 'mail-fact', shareId, mailId, fact, at, ...(reason ? { reason } : {}) });
  deps.log('called-back', shareId, { fact, mailId });
}

/** Ed25519 over the time, a dot and the body. */
const isTheProviders = ({ body, timestamp = '', signature = '' }: SignedRequest, keys: readonly string[]): boolean =>
  keys.some((key) => verify(null, Buffer.concat([Buffer.from(`${timestamp}.`), body]), key, Buffer.from(signature, 'base64')));

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

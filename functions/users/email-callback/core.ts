import { verify } from 'node:crypto';
import * as z from 'zod';
import { HttpError } from '../../shared/errors.ts';
import type { MailFact } from '../../shared/messages.ts';

/** What the email provider's documentation says about a callback's body. */
const callbackSchema = z.object({
  id: z.string().min(1),
  type: z.enum(['sent', 'bounced', 'complained']),
  mailId: z.string().min(1),
  shareId: z.string().min(1),
  at: z.int(),
  reason: z.string().optional(),
});

export interface Callback {
  body: string;
  timestamp: string | undefined;
  signature: string | undefined;
}

export interface EmailCallbackDeps {
  /** The provider's public key (PEM); `fresh` asks for it again, as it may have got another one. */
  publicKey(fresh: boolean): Promise<string>;
  publish(fact: MailFact): Promise<void>;
  log(hop: string, shareId: string, detail?: Record<string, unknown>): void;
  now(): number;
}

/** Older ones are somebody's recording. The provider signs every attempt anew. */
const MAX_AGE_MS = 5 * 60_000;

/**
 * Believes the provider alone, and passes on what it found out. Answered well only once that is published: until then the provider keeps
 * trying. A fact that comes twice is published twice; Photos knows what it has.
 */
export async function emailCallback(callback: Callback, deps: EmailCallbackDeps): Promise<void> {
  await check(callback, deps);
  const parsed = callbackSchema.safeParse(jsonOf(callback.body));
  if (!parsed.success) throw new HttpError(422, 'INVALID_INPUT', 'This is no callback of the email provider.');
  const { type: fact, mailId, shareId, at, reason } = parsed.data;
  await deps.publish({ version: 1, kind: 'mail-fact', shareId, mailId, fact, at, ...(reason ? { reason } : {}) });
  deps.log('called-back', shareId, { fact, mailId });
}

async function check({ body, timestamp = '', signature = '' }: Callback, deps: EmailCallbackDeps): Promise<void> {
  const signed = (key: string) => verify(null, Buffer.from(`${timestamp}.${body}`), key, Buffer.from(signature, 'base64'));
  if (!signed(await deps.publicKey(false)) && !signed(await deps.publicKey(true)))
    throw new HttpError(401, 'SIGNATURE_INVALID', "The signature is not the email provider's.");
  if (Math.abs(deps.now() - Number(timestamp) * 1000) > MAX_AGE_MS)
    throw new HttpError(401, 'CALLBACK_TOO_OLD', 'The callback is too old.');
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

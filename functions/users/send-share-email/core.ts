import type { DeliveryOutcome, ShareRequest } from '../../shared/messages.ts';
import { type Mail, shareMail } from './mail.ts';

/** What the core needs of the world; deps.ts is the real one, tests bring their own. */
export interface SendShareEmailDeps {
  fetchThumbnail(url: string): Promise<Uint8Array>;
  /** Resolves with the provider's id, or with a reason when the provider will never take this mail; throws when a retry may help. */
  sendMail(mail: Mail, idempotencyKey: string): Promise<{ mailId: string } | { rejected: string }>;
  /** Runs the work once for a share id, and gives later callers the first one's outcome. */
  once(request: ShareRequest, work: () => Promise<DeliveryOutcome>): Promise<DeliveryOutcome>;
  publish(outcome: DeliveryOutcome): Promise<void>;
  log(hop: string, shareId: string, detail?: Record<string, unknown>): void;
  now(): number;
  /** Where the provider shall tell what became of a mail; absent: nowhere, and its having taken the mail is all that is known. */
  callbackUrl?: string;
}

/**
 * Sends the mail for one share, whichever way the request came. It throws when the provider is down, so that
 * the mode's own retry ladder (the caller's, Lambda's, or the queue's) tries again. The outcome is published outside
 * `once`: an attempt that dies between mail and publication is repeated, sends no second mail, and publishes.
 */
export async function sendShareEmail(request: ShareRequest, handledAt: number, deps: SendShareEmailDeps): Promise<DeliveryOutcome> {
  deps.log('handled', request.shareId, { mode: request.mode, handledAt });
  const outcome = await deps.once(request, () => deliver(request, handledAt, deps));
  // who forgets has nobody waiting at home
  if (request.mode === 'forget') return outcome;
  await deps.publish(outcome);
  deps.log('published', request.shareId, { mode: request.mode, status: outcome.status, duplicate: outcome.duplicate === true });
  return outcome;
}

async function deliver(request: ShareRequest, handledAt: number, deps: SendShareEmailDeps): Promise<DeliveryOutcome> {
  const thumbnail = await deps.fetchThumbnail(request.thumbnailUrl);
  const { shareId, photoId, mode } = request;
  const { callbackUrl } = deps;
  const told = mode === 'confirmed' && callbackUrl !== undefined;
  const mail = shareMail(request, thumbnail);
  const answer = await deps.sendMail(told ? { ...mail, callbackUrl } : mail, shareId);
  if ('rejected' in answer) {
    deps.log('rejected', shareId, { mode, reason: answer.rejected });
    return { shareId, photoId, mode, status: 'failed', reason: answer.rejected, stamps: { ...request.stamps, handledAt } };
  }
  const deliveredAt = deps.now();
  deps.log('delivered', shareId, { mode, mailId: answer.mailId, deliveredAt });
  return {
    shareId,
    photoId,
    mode,
    status: told ? 'sending' : 'delivered',
    mailId: answer.mailId,
    stamps: { ...request.stamps, handledAt, deliveredAt },
  };
}

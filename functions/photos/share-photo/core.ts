import { randomBytes, randomUUID } from 'node:crypto';
import * as z from 'zod';
import { HttpError } from '../../shared/errors.ts';
import { type DeliveryMode, type DeliveryOutcome, deliveryModeSchema, type ShareRequest, type Stamps } from '../../shared/messages.ts';
import type { Photo } from '../photo-store.ts';
import type { Share } from '../share-store.ts';

export const sharePhotoSchema = z.strictObject({
  photoId: z.string().min(1).max(128),
  recipient: z.email(),
  mode: deliveryModeSchema,
  /** The caller's own id makes a repeated request the same share. */
  shareId: z
    .string()
    .regex(/^[\w.:-]{1,128}$/, 'letters, digits and ._:- only, 128 at most')
    .optional(),
  /** How long the mail's link shows the photo; a day unless told otherwise, 30 days at most. */
  linkLifetimeS: z
    .int()
    .min(1)
    .max(30 * 86_400)
    .default(86_400),
});
export type SharePhotoInput = z.infer<typeof sharePhotoSchema>;

export interface SharePhotoDeps {
  findPhoto(photoId: string): Promise<Photo | undefined>;
  beginShare(share: Share): Promise<Share | undefined>;
  settleShare(outcome: DeliveryOutcome): Promise<unknown>;
  /** The link in the mail: by way of Photos, so that it can be taken back. */
  link(shareId: string, token: string): string;
  /** A link to the object itself, for Users, who fetches the thumbnail within minutes. */
  signedUrl(objectKey: string): Promise<string>;
  /** Gives the request to Users; a waiting mode brings the outcome back. */
  handOver: Record<DeliveryMode, (request: ShareRequest) => Promise<{ messageId?: string; outcome?: DeliveryOutcome }>>;
  log(hop: string, shareId: string, detail?: Record<string, unknown>): void;
  now(): number;
}

export interface SharePhotoAnswer {
  shareId: string;
  mode: DeliveryMode;
  status: Share['status'];
  messageId?: string;
  mailId?: string;
  stamps: Stamps;
}

/** Shares a photograph: checks, writes the share down, hands it over by the mode that was asked for. */
export async function sharePhoto(
  input: SharePhotoInput,
  stamps: Pick<Stamps, 'requestedAt' | 'acceptedAt'>,
  /** When Lambda took the request: the clock by which links end. */
  arrivedAt: number,
  deps: SharePhotoDeps,
): Promise<SharePhotoAnswer> {
  const { photoId, recipient, mode, linkLifetimeS } = input;
  const shareId = input.shareId ?? randomUUID();
  deps.log('accepted', shareId, { mode, ...stamps });
  const photo = await deps.findPhoto(photoId);
  if (photo === undefined) throw new HttpError(404, 'PHOTO_NOT_FOUND', `There is no photo ${photoId}.`);
  const fresh: Share = {
    ...{ shareId, photoId, recipient, mode, stamps, status: 'requested', version: 1 },
    history: [{ version: 1, status: 'requested', at: stamps.acceptedAt }],
    token: randomBytes(18).toString('base64url'),
    linkExpiresAt: arrivedAt + linkLifetimeS * 1000,
  };
  const earlier = await deps.beginShare(fresh);
  if (earlier !== undefined) {
    if (earlier.photoId !== photoId || earlier.recipient !== recipient || earlier.mode !== mode)
      throw new HttpError(409, 'SHARE_ID_TAKEN', `The share ${shareId} exists already, with another photo, recipient or mode.`);
    if (earlier.revokedAt !== undefined) throw new HttpError(410, 'SHARE_REVOKED', `The share ${shareId} was taken back.`);
    if (earlier.status === 'delivered' || earlier.status === 'sent')
      return { shareId, mode, status: earlier.status, mailId: earlier.mailId, stamps: earlier.stamps };
    // The first attempt may have ended before its hand-over: handing over again is safe, since Users sends once a share.
  }
  const { token, linkExpiresAt } = earlier ?? fresh;
  const link = deps.link(shareId, token);
  const thumbnailUrl = await deps.signedUrl(photo.thumbnailKey);
  const handedOverAt = deps.now();
  const handed: Stamps = { ...stamps, handedOverAt };
  const request: ShareRequest = { shareId, photoId, recipient, mode, link, thumbnailUrl, linkExpiresAt, stamps: handed };
  const { messageId, outcome } = await handOver(request, deps);
  deps.log('handed-over', shareId, { mode, messageId, handedOverAt });
  if (outcome === undefined) return { shareId, mode, status: 'requested', messageId, stamps: handed };
  await deps.settleShare(outcome);
  if (outcome.status === 'failed') throw new HttpError(502, 'SHARE_REJECTED', outcome.reason ?? 'The mail was rejected.');
  return { shareId, mode, status: 'delivered', messageId, mailId: outcome.mailId, stamps: outcome.stamps };
}

async function handOver(request: ShareRequest, deps: SharePhotoDeps) {
  try {
    return await deps.handOver[request.mode](request);
  } catch (error) {
    const failure =
      error instanceof HttpError
        ? error
        : new HttpError(502, 'HAND_OVER_FAILED', `The share ${request.shareId} could not be handed over by ${request.mode}.`, {
            cause: error,
          });
    const { shareId, photoId, mode, stamps } = request;
    await deps.settleShare({ shareId, photoId, mode, stamps, status: 'failed', reason: failure.message });
    throw failure;
  }
}

import { timingSafeEqual } from 'node:crypto';
import { HttpError } from '../../shared/errors.ts';
import type { Photo } from '../photo-store.ts';
import type { Share } from '../share-store.ts';

export interface OpenShareDeps {
  findShare(shareId: string): Promise<Share | undefined>;
  findPhoto(photoId: string): Promise<Photo | undefined>;
}

/**
 * The object that a mail's link shows, as long as the link lives. A wrong token is answered like a share that doesn't exist, so that nobody
 * learns which do.
 */
export async function openShare(shareId: string, token: string, now: number, deps: OpenShareDeps): Promise<string> {
  const share = await deps.findShare(shareId);
  if (share === undefined || !same(share.token, token)) throw new HttpError(404, 'LINK_UNKNOWN', 'There is no such link.');
  if (share.revokedAt !== undefined) throw new HttpError(410, 'LINK_REVOKED', 'Whoever shared this photo has taken it back.');
  if (now >= share.linkExpiresAt) throw new HttpError(410, 'LINK_EXPIRED', 'This link has expired.');
  const photo = await deps.findPhoto(share.photoId);
  if (photo === undefined) throw new HttpError(404, 'LINK_UNKNOWN', 'There is no such link.');
  return photo.originalKey;
}

/** In the same time wherever they differ. */
function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}

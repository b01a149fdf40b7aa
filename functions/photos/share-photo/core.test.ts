import { describe, expect, it, vi } from 'vitest';
import { HttpError } from '../../shared/errors.ts';
import { DELIVERY_MODES, type DeliveryOutcome, type ShareRequest } from '../../shared/messages.ts';
import type { Share } from '../share-store.ts';
import { type SharePhotoDeps, sharePhoto, sharePhotoSchema } from './core.ts';

const photo = {
  photoId: 'p1',
  contentType: 'image/png',
  width: 1,
  height: 1,
  size: 1,
  originalKey: 'originals/p1',
  thumbnailKey: 'thumbnails/p1.jpg',
  uploadedAt: 0,
};
const stamps = { requestedAt: 1, acceptedAt: 2 };

function world(
  handed: (request: ShareRequest) => Promise<{ messageId?: string; outcome?: DeliveryOutcome }> = async () => ({ messageId: 'm' }),
) {
  const shares = new Map<string, Share>();
  const settled: DeliveryOutcome[] = [];
  const handOver = vi.fn(handed);
  const deps: SharePhotoDeps = {
    findPhoto: async (id) => (id === 'p1' ? photo : undefined),
    beginShare: async (share) => {
      const earlier = shares.get(share.shareId);
      if (earlier === undefined) shares.set(share.shareId, share);
      return earlier;
    },
    settleShare: async (outcome) => settled.push(outcome),
    link: (shareId, token) => `http://127.0.0.1/?share=${shareId}&token=${token}`,
    signedUrl: async (key) => `http://127.0.0.1/${key}`,
    handOver: Object.fromEntries(DELIVERY_MODES.map((mode) => [mode, handOver])) as never,
    log: () => {},
    now: () => 3,
  };
  return { deps, shares, settled, handOver };
}

const outcome: DeliveryOutcome = {
  shareId: 's1',
  photoId: 'p1',
  mode: 'sync',
  status: 'delivered',
  mailId: 'x',
  stamps: { ...stamps, deliveredAt: 9 },
};
const input = { photoId: 'p1', recipient: 'ada@example.com', mode: 'push', shareId: 's1', linkLifetimeS: 60 } as const;

describe('sharePhoto', () => {
  it.each(DELIVERY_MODES)('writes the share down, then hands the same message over by %s', async (mode) => {
    const { deps, shares, handOver } = world();
    const answer = await sharePhoto({ ...input, mode }, stamps, 1_000, deps);
    expect(answer).toEqual({ shareId: 's1', mode, status: 'requested', messageId: 'm', stamps: { ...stamps, handedOverAt: 3 } });
    expect(shares.get('s1')).toMatchObject({ status: 'requested', recipient: 'ada@example.com' });
    expect(handOver).toHaveBeenCalledWith({
      shareId: 's1',
      photoId: 'p1',
      recipient: 'ada@example.com',
      mode,
      link: `http://127.0.0.1/?share=s1&token=${shares.get('s1')?.token}`,
      thumbnailUrl: 'http://127.0.0.1/thumbnails/p1.jpg',
      linkExpiresAt: 61_000,
      stamps: { ...stamps, handedOverAt: 3 },
    });
  });

  it('answers and records the delivery when it waited for it', async () => {
    const { deps, settled } = world(async () => ({ messageId: 'm', outcome }));
    expect(await sharePhoto({ ...input, mode: 'sync' }, stamps, 1_000, deps)).toMatchObject({
      status: 'delivered',
      stamps: { deliveredAt: 9 },
    });
    expect(settled).toEqual([outcome]);
  });

  it('marks the share failed and says so when the hand-over fails', async () => {
    const { deps, settled } = world(async () => {
      throw new HttpError(504, 'SHARE_TIMED_OUT', 'not in time');
    });
    await expect(sharePhoto(input, stamps, 1_000, deps)).rejects.toMatchObject({ status: 504, code: 'SHARE_TIMED_OUT' });
    expect(settled).toMatchObject([{ shareId: 's1', status: 'failed', reason: 'not in time' }]);
  });

  it('makes any other failure of a hand-over a 502', async () => {
    const { deps } = world(async () => {
      throw new Error('connection refused');
    });
    await expect(sharePhoto(input, stamps, 1_000, deps)).rejects.toMatchObject({ status: 502, code: 'HAND_OVER_FAILED' });
  });

  it('refuses a photo that does not exist, and writes nothing', async () => {
    const { deps, shares } = world();
    await expect(sharePhoto({ ...input, photoId: 'other' }, stamps, 1_000, deps)).rejects.toMatchObject({
      status: 404,
      code: 'PHOTO_NOT_FOUND',
    });
    expect(shares.size).toBe(0);
  });

  it('hands a repeated request over again until it is delivered, then answers what is known', async () => {
    const { deps, shares, handOver } = world();
    await sharePhoto(input, stamps, 1_000, deps);
    await sharePhoto(input, stamps, 1_000, deps);
    expect(handOver).toHaveBeenCalledTimes(2);
    const [first, second] = handOver.mock.calls.map(([request]) => request.link);
    expect(second).toBe(first);
    shares.set('s1', { ...(shares.get('s1') as Share), status: 'delivered' });
    expect(await sharePhoto(input, stamps, 1_000, deps)).toMatchObject({ status: 'delivered' });
    expect(handOver).toHaveBeenCalledTimes(2);
  });

  it('refuses a share id that belongs to another share', async () => {
    const { deps } = world();
    await sharePhoto(input, stamps, 1_000, deps);
    await expect(sharePhoto({ ...input, recipient: 'bob@example.com' }, stamps, 1_000, deps)).rejects.toMatchObject({ status: 409 });
  });

  it('sends nothing of a share that was taken back', async () => {
    const { deps, shares, handOver } = world();
    await sharePhoto(input, stamps, 1_000, deps);
    shares.set('s1', { ...(shares.get('s1') as Share), revokedAt: 5 });
    await expect(sharePhoto(input, stamps, 1_000, deps)).rejects.toMatchObject({ status: 410, code: 'SHARE_REVOKED' });
    expect(handOver).toHaveBeenCalledTimes(1);
  });

  it('takes only what it knows', () => {
    expect(sharePhotoSchema.safeParse({ ...input, mode: 'pigeon' }).success).toBe(false);
    expect(sharePhotoSchema.safeParse({ ...input, recipient: 'nobody' }).success).toBe(false);
    expect(sharePhotoSchema.safeParse({ ...input, extra: 1 }).success).toBe(false);
  });
});

import { describe, expect, it } from 'vitest';
import type { Photo } from '../photo-store.ts';
import type { Share } from '../share-store.ts';
import { openShare } from './core.ts';

const share = { shareId: 's1', photoId: 'p1', token: 'secret', linkExpiresAt: 100 } as Share;
const deps = (changed: Partial<Share> = {}) => ({
  findShare: async (id: string) => (id === 's1' ? { ...share, ...changed } : undefined),
  findPhoto: async (id: string) => (id === 'p1' ? ({ originalKey: 'originals/p1' } as Photo) : undefined),
});

describe('openShare', () => {
  it('shows the photo until the link expires', async () => {
    expect(await openShare('s1', 'secret', 99, deps())).toBe('originals/p1');
    await expect(openShare('s1', 'secret', 100, deps())).rejects.toMatchObject({ status: 410, code: 'LINK_EXPIRED' });
  });

  it('shows nothing of a share that was taken back', async () => {
    await expect(openShare('s1', 'secret', 1, deps({ revokedAt: 0 }))).rejects.toMatchObject({ status: 410, code: 'LINK_REVOKED' });
  });

  it('answers a wrong token as it does a share nobody made', async () => {
    for (const [id, token] of [
      ['s1', 'secreT'],
      ['s1', 'longer than it is'],
      ['s2', 'secret'],
    ] as const)
      await expect(openShare(id, token, 1, deps())).rejects.toMatchObject({ status: 404, code: 'LINK_UNKNOWN' });
  });

  it('says nothing more of a photo that is gone', async () => {
    await expect(openShare('s1', 'secret', 1, deps({ photoId: 'p2' }))).rejects.toMatchObject({ status: 404 });
  });
});

import { describe, expect, it } from 'vitest';
import { photosPageAlone } from './core.ts';

const now = () => Date.parse('2026-01-01T00:01:00.000Z');
const photos = [{ photoId: 'photo-1', title: 'One' }];
const user = { userId: 'user-0001', name: 'User 0001', language: 'en' };

describe('photosPageAlone', () => {
  it('says for each source how old it is, or that nothing was heard', async () => {
    const entries = { users: { revision: 3, date: '2026-01-01T00:00:00.000Z', data: user } };
    const page = await photosPageAlone('user-0001', {
      listPhotos: async () => photos,
      modelOf: async () => ({ entries, heard: { users: '2026-01-01T00:00:40.000Z' } }),
      now,
    });
    expect(page).toMatchObject({ photos, user, contract: undefined, missing: { contract: 'NOT_HEARD_OF' } });
    expect(page.sources.users).toEqual({
      ...{ asOf: '2026-01-01T00:00:40.000Z', ageMs: 20_000, revision: 3, changedAt: '2026-01-01T00:00:00.000Z' },
    });
    expect(page.sources.contracts?.asOf).toBeUndefined();
  });

  it('knows nobody without a photo and without a user', async () => {
    const nothing = { listPhotos: async () => [], modelOf: async () => ({ entries: {}, heard: {} }), now };
    await expect(photosPageAlone('nobody', nothing)).rejects.toMatchObject({ status: 404 });
  });
});

import { describe, expect, it } from 'vitest';
import { ServiceFailure } from '../../shared/remote/service-failure.ts';
import { type PhotosPageDeps, photosPage } from './core.ts';

const photos = [{ photoId: 'photo-1', title: 'One' }];
const user = { userId: 'user-0001', name: 'User 0001', language: 'en' };
const contract = { userId: 'user-0001', plan: 'pro' as const, options: [] };

/** A clock that moves only while somebody is waited for. */
function world(more: Partial<PhotosPageDeps> = {}) {
  let now = 0;
  const takes = async <T>(ms: number, value: T): Promise<T> => {
    const end = now + ms;
    await Promise.resolve();
    now = Math.max(now, end);
    return value;
  };
  const answer = { user, contract, contractsMs: 200 };
  const deps: PhotosPageDeps = {
    listPhotos: () => takes(10, photos),
    askUsers: ({ contract: wanted }) => (wanted === 'none' ? takes(150, { user }) : takes(350, answer)),
    guardedUsers: () => takes(350, answer),
    askContracts: () => takes(200, contract),
    now: () => now,
    ...more,
  };
  return deps;
}
const down = async (): Promise<never> => {
  throw new ServiceFailure('Users', 'DOWN');
};

describe('photosPage', () => {
  it('adds the waits up in a chain, and not side by side', async () => {
    const page = { userId: 'user-0001', photos, user, contract, missing: {} };
    expect(await photosPage('user-0001', 'chain', world())).toEqual({ ...page, waited: { users: 350, contracts: 200, total: 360 } });
    expect((await photosPage('user-0001', 'parallel', world())).waited.total).toBe(200);
  });

  it.each(['chain', 'parallel'] as const)('fails as a %s when Users does, and says so', async (mode) => {
    await expect(photosPage('user-0001', mode, world({ askUsers: down }))).rejects.toMatchObject({ status: 502, code: 'USERS_DOWN' });
  });

  it('says what Users says of Contracts', async () => {
    const failed = world({ askUsers: async () => ({ failure: { status: 504, code: 'CONTRACTS_SLOW', message: 'late' } }) });
    await expect(photosPage('user-0001', 'chain', failed)).rejects.toMatchObject({ status: 504, code: 'CONTRACTS_SLOW' });
  });

  it('shows what there is behind a breaker', async () => {
    const partly = world({ guardedUsers: async () => ({ user, missing: 'CONTRACTS_CIRCUIT_OPEN', contractsMs: 0 }) });
    expect(await photosPage('user-0001', 'breaker', partly)).toMatchObject({
      photos,
      user,
      missing: { contract: 'CONTRACTS_CIRCUIT_OPEN' },
    });
    expect(await photosPage('user-0001', 'breaker', world({ guardedUsers: down }))).toMatchObject({
      photos,
      missing: { user: 'USERS_DOWN', contract: 'USERS_DOWN' },
    });
  });
});

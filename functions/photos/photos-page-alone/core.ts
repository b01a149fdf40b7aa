import { HttpError } from '../../shared/errors.ts';
import { SOURCES } from '../page-model.ts';
import type { ModelOfUser } from '../page-model-store.ts';
import type { ListedPhoto } from '../photo-list-store.ts';

export interface PhotosPageAloneDeps {
  listPhotos(userId: string): Promise<ListedPhoto[]>;
  modelOf(userId: string): Promise<ModelOfUser>;
  now(): number;
}

/**
 * The page from what Photos has itself. `sources` says how old that is: `asOf` is the date of the latest change that came from a source, for
 * anyone; what has changed there since, Photos can't know. `changedAt` is when this user's own part was changed there.
 */
export async function photosPageAlone(userId: string, { listPhotos, modelOf, now }: PhotosPageAloneDeps) {
  const began = now();
  const [photos, { entries, heard }] = await Promise.all([listPhotos(userId), modelOf(userId)]);
  if (!entries.users && photos.length === 0) throw new HttpError(404, 'USER_NOT_FOUND', `Photos has not heard of a user ${userId}.`);
  const sources = Object.fromEntries(
    SOURCES.map((source) => {
      const asOf = heard[source];
      const entry = entries[source];
      return [
        source,
        {
          asOf,
          ageMs: asOf === undefined ? undefined : Math.max(0, now() - Date.parse(asOf)),
          revision: entry?.revision,
          changedAt: entry?.date,
        },
      ];
    }),
  );
  return {
    userId,
    photos,
    user: entries.users?.data,
    contract: entries.contracts?.data,
    missing: {
      ...(entries.users ? {} : { user: 'NOT_HEARD_OF' }),
      ...(entries.contracts ? {} : { contract: 'NOT_HEARD_OF' }),
    },
    sources,
    waited: { total: now() - began },
  };
}

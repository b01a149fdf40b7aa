import type { Contract } from '../../contracts/messages.ts';
import { HttpError } from '../../shared/errors.ts';
import { ServiceFailure } from '../../shared/remote/service-failure.ts';
import type { FindProfile, ProfileAnswer, User } from '../../users/profile-messages.ts';
import type { ListedPhoto } from '../photo-list-store.ts';

export const PAGE_MODES = ['chain', 'parallel', 'breaker'] as const;
export type PageMode = (typeof PAGE_MODES)[number];

export interface PhotosPage {
  userId: string;
  photos: ListedPhoto[];
  user?: User;
  contract?: Contract;
  /** What the page is without, and why. */
  missing: { user?: string; contract?: string };
  /** Milliseconds spent waiting: for Users (a chain's Contracts included), for Contracts, for all. */
  waited: { users?: number; contracts?: number; total: number };
}

export interface PhotosPageDeps {
  listPhotos(userId: string): Promise<ListedPhoto[]>;
  /** Users with a retry; throws ServiceFailure. */
  askUsers(question: FindProfile): Promise<ProfileAnswer>;
  /** Users behind the breaker. */
  guardedUsers(question: FindProfile): Promise<ProfileAnswer>;
  /** Contracts with a retry; throws ServiceFailure. */
  askContracts(userId: string): Promise<Contract>;
  now(): number;
}

type Parts = Omit<PhotosPage, 'userId' | 'waited'> & { waited: Omit<PhotosPage['waited'], 'total'> };

/** The page from all three, in one of the ways to wait for others. */
export async function photosPage(userId: string, mode: PageMode, deps: PhotosPageDeps): Promise<PhotosPage> {
  const began = deps.now();
  const parts = await { chain, parallel, breaker }[mode](userId, deps);
  return { userId, ...parts, waited: { ...parts.waited, total: deps.now() - began } };
}

/** Photos waits for Users, who waits for Contracts. Any of them that fails fails the page. */
async function chain(userId: string, deps: PhotosPageDeps): Promise<Parts> {
  const photos = await deps.listPhotos(userId);
  const began = deps.now();
  const { user, contract, contractsMs } = whole(await deps.askUsers({ userId, contract: 'required' }));
  return { photos, user, contract, missing: {}, waited: { users: deps.now() - began, contracts: contractsMs } };
}

/** Photos asks both itself, at once: it waits for the slower, and needs both still. */
async function parallel(userId: string, deps: PhotosPageDeps): Promise<Parts> {
  const timed = async <T>(call: Promise<T>): Promise<[T, number]> => {
    const began = deps.now();
    return [await call, deps.now() - began];
  };
  const [photos, [answer, users], [contract, contracts]] = await Promise.all([
    deps.listPhotos(userId),
    timed(deps.askUsers({ userId, contract: 'none' })),
    timed(deps.askContracts(userId)),
  ]);
  return { photos, user: whole(answer).user, contract, missing: {}, waited: { users, contracts } };
}

/** A chain that does without: what can't be had in time is left out, and the page says so. */
async function breaker(userId: string, deps: PhotosPageDeps): Promise<Parts> {
  const photos = await deps.listPhotos(userId);
  const began = deps.now();
  try {
    const { user, contract, missing, contractsMs } = whole(await deps.guardedUsers({ userId, contract: 'optional' }));
    const lacking = missing === undefined ? {} : { contract: missing };
    return { photos, user, contract, missing: lacking, waited: { users: deps.now() - began, contracts: contractsMs } };
  } catch (error) {
    if (!(error instanceof ServiceFailure)) throw error;
    return { photos, missing: { user: error.code, contract: error.code }, waited: { users: deps.now() - began } };
  }
}

/** Users' answer, or what it failed with, under the name of the service that did. */
function whole(answer: ProfileAnswer): Exclude<ProfileAnswer, { failure: unknown }> {
  if ('failure' in answer) throw new HttpError(answer.failure.status, answer.failure.code, answer.failure.message);
  return answer;
}

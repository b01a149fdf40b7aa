import type { Contract } from '../../contracts/messages.ts';
import { HttpError } from '../../shared/errors.ts';
import { ServiceFailure } from '../../shared/remote/service-failure.ts';
import type { FindProfile, ProfileAnswer, User } from '../profile-messages.ts';

export interface FindProfileDeps {
  findUser(userId: string): Promise<User | undefined>;
  /** Contracts with a retry, for who needs it; throws ServiceFailure. */
  patientContracts(userId: string): Promise<Contract>;
  /** Contracts behind the breaker, for who can do without. */
  guardedContracts(userId: string): Promise<Contract>;
  now(): number;
}

/**
 * The user, and the contract if it is asked for. What Contracts fails with is answered, not thrown: a function's error would say that Users
 * failed, and the page must name the right one.
 */
export async function findProfile({ userId, contract: wanted }: FindProfile, deps: FindProfileDeps): Promise<ProfileAnswer> {
  const user = await deps.findUser(userId);
  if (!user) return { failure: { status: 404, code: 'USER_NOT_FOUND', message: `There is no user ${userId}.` } };
  if (wanted === 'none') return { user };
  const began = deps.now();
  try {
    const contract = await (wanted === 'required' ? deps.patientContracts : deps.guardedContracts)(userId);
    return { user, contract, contractsMs: deps.now() - began };
  } catch (error) {
    if (!(error instanceof HttpError)) throw error;
    const { status, code, message } = error;
    if (wanted === 'optional' && error instanceof ServiceFailure) return { user, missing: code, contractsMs: deps.now() - began };
    return { failure: { status, code, message } };
  }
}

import { describe, expect, it } from 'vitest';
import type { Contract } from '../../contracts/messages.ts';
import { HttpError } from '../../shared/errors.ts';
import { ServiceFailure } from '../../shared/remote/service-failure.ts';
import { type FindProfileDeps, findProfile } from './core.ts';

const user = { userId: 'user-0001', name: 'User 0001', language: 'en' };
const contract: Contract = { userId: 'user-0001', plan: 'pro', options: ['prints'] };
const failing = async (): Promise<Contract> => {
  throw new ServiceFailure('Contracts', 'SLOW');
};
const deps = (more: Partial<FindProfileDeps> = {}): FindProfileDeps => ({
  findUser: async (userId) => (userId === user.userId ? user : undefined),
  patientContracts: async () => contract,
  guardedContracts: async () => contract,
  now: () => 0,
  ...more,
});

describe('findProfile', () => {
  it('asks Contracts only if it is told to', async () => {
    const never = deps({ patientContracts: failing, guardedContracts: failing });
    expect(await findProfile({ userId: 'user-0001', contract: 'none' }, never)).toEqual({ user });
    expect(await findProfile({ userId: 'user-0001', contract: 'required' }, deps())).toEqual({ user, contract, contractsMs: 0 });
  });

  it('answers that it was Contracts which failed', async () => {
    const answer = await findProfile({ userId: 'user-0001', contract: 'required' }, deps({ patientContracts: failing }));
    expect(answer).toMatchObject({ failure: { status: 504, code: 'CONTRACTS_SLOW' } });
  });

  it('does without a contract that is optional, and says why', async () => {
    const answer = await findProfile({ userId: 'user-0001', contract: 'optional' }, deps({ guardedContracts: failing }));
    expect(answer).toEqual({ user, missing: 'CONTRACTS_SLOW', contractsMs: 0 });
  });

  it('tells what is not there from what is not known', async () => {
    expect(await findProfile({ userId: 'nobody', contract: 'none' }, deps())).toMatchObject({
      failure: { status: 404, code: 'USER_NOT_FOUND' },
    });
    const none = deps({ guardedContracts: () => Promise.reject(new HttpError(404, 'CONTRACT_NOT_FOUND', 'none')) });
    expect(await findProfile({ userId: 'user-0001', contract: 'optional' }, none)).toMatchObject({
      failure: { code: 'CONTRACT_NOT_FOUND' },
    });
  });

  it('throws what is its own mistake', async () => {
    const broken = deps({ patientContracts: () => Promise.reject(new TypeError('oops')) });
    await expect(findProfile({ userId: 'user-0001', contract: 'required' }, broken)).rejects.toThrow('oops');
  });
});

import { HttpError } from '../../shared/errors.ts';
import type { Account, AccountStore, Perform } from '../account.ts';

export interface RollbackDeps {
  accounts: Pick<AccountStore, 'create' | 'complete' | 'beginUndo' | 'remove'>;
  perform: Perform;
  /** Undoes the newsletter's part, if it was done. */
  unsubscribe(account: Account): Promise<void>;
  now(): number;
}

/**
 * All or nothing, while the person waits. The welcome comes last, as the one step that cannot be taken back. What undoes a step is a call
 * of the same flaky kind: where it fails too, something is left over, and the answer says so since nothing else will.
 *
 * A request takes back what it made itself: one that comes again finds the account of the first, which may be complete. Of two at once,
 * being complete and being taken back exclude each other in the table, so that no yes is taken back.
 */
export async function signUpOrUndo(input: Account, deps: RollbackDeps): Promise<object> {
  const { accounts, perform } = deps;
  const { account, made } = await accounts.create(input);
  if (account.complete) return {};
  if (account.undoing !== undefined) {
    if (await takeBack(account, deps)) throw takenBack();
    throw new HttpError(409, 'BEING_TAKEN_BACK', 'An earlier request failed, and is being taken back. Try again.');
  }
  try {
    await perform.newsletter(account);
    await perform.welcome(account);
  } catch (cause) {
    const message = 'An earlier request made the account; what follows from it could not be done. Try again.';
    if (!made) throw new HttpError(502, 'SIGN_UP_UNFINISHED', message, { cause });
    if (await takeBack(account, deps, cause)) throw takenBack(cause);
    // the same request, repeated meanwhile, was luckier
    return {};
  }
  // who made it may have taken it back meanwhile: perhaps before this request subscribed it, and perhaps there is another one by now
  if (!(await accounts.complete(account.accountId))) throw undoFailed();
  return {};
}

/** False when it isn't this request's to take back: it is complete, or another request is at it. */
async function takeBack(account: Account, { accounts, unsubscribe, now }: RollbackDeps, cause?: unknown): Promise<boolean> {
  const since = now();
  const stays = (error: Error): never => {
    throw accountLeft(error, cause);
  };
  if (!(await accounts.beginUndo(account, since).catch(stays))) return false;
  const leftOver = await unsubscribe(account).then(
    () => false,
    () => true,
  );
  await accounts.remove(account.accountId, since).catch(stays);
  if (leftOver) throw undoFailed(cause);
  return true;
}

const takenBack = (cause?: unknown) => new HttpError(502, 'SIGN_UP_FAILED', 'The sign-up failed and was taken back. Try again.', { cause });

const undoFailed = (cause?: unknown) =>
  new HttpError(502, 'UNDO_FAILED', 'The sign-up failed, and so did taking it back: the newsletter may have the address.', { cause });

/** The report of accounts to repair goes by what third parties have, and so names it by itself. */
const accountLeft = (removal: Error, cause?: unknown) =>
  new HttpError(502, 'ACCOUNT_LEFT', 'The sign-up failed, and the account could not be removed: it is one to repair.', {
    cause: new AggregateError(
      [removal, cause],
      `${removal.message}, after: ${cause instanceof Error ? cause.message : 'an earlier request'}`,
    ),
  });

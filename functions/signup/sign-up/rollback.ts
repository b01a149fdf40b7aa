import { HttpError } from '../../shared/errors.ts';
import type { Account, AccountStore, Perform } from '../account.ts';

export interface RollbackDeps {
  accounts: Pick<AccountStore, 'create' | 'remove'>;
  perform: Perform;
  /** Undoes the newsletter's part, if it was done. */
  unsubscribe(account: Account): Promise<void>;
}

/**
 * All or nothing, while the person waits. The welcome comes last, as the one step that cannot be taken back. What undoes a step is a call
 * of the same flaky kind: where it fails too, something is left over, and the answer says so since nothing else will.
 */
export async function signUpOrUndo(account: Account, { accounts, perform, unsubscribe }: RollbackDeps): Promise<object> {
  await accounts.create(account);
  try {
    await perform.newsletter(account);
    await perform.welcome(account);
    return {};
  } catch (cause) {
    const leftOver = await unsubscribe(account).then(
      () => false,
      () => true,
    );
    await accounts.remove(account.accountId);
    throw leftOver
      ? new HttpError(502, 'UNDO_FAILED', 'The sign-up failed, and so did taking it back: the newsletter may have the address.', { cause })
      : new HttpError(502, 'SIGN_UP_FAILED', 'The sign-up failed and was taken back. Try again.', { cause });
  }
}

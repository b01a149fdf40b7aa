import type { Share } from '../world.ts';
import type { Account } from './account.ts';
import type { Provider } from './provider.ts';

/** Where a share arrives once it has been handed over. */
export type Station = (share: Share) => void;

/** What stations are made from. */
export interface Parts {
  account: Account;
  provider: Provider;
  triggerMs: () => number;
}

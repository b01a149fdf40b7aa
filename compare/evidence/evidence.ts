import type { Hop } from 'pushpull-emulator';
import type { Row } from '../rows.ts';
import type { Consumer } from './fate.ts';

/** What the comparison learns, beside answers and mails, of where each share is: as much as its target shows. */
export interface Evidence {
  /** Begins to look, before the load, at shares that are brought so to the function that sends the mail. */
  watch(consumer: Consumer): Watch;
}

export interface Watch {
  /**
   * Gives every row its fate. `mails`: those in the provider's inbox, by share; `last`: nothing more will be waited for, so that
   * what nothing accounts for is lost.
   */
  settle(rows: Row[], mails: Mails, last: boolean): Promise<void>;
  /** Every hop seen so far; undefined where the target shows none. */
  hops: Hop[] | undefined;
  stop(): void;
}

/** Reads the provider's inbox: mails by share id. */
export type Mails = () => Promise<Map<string, number>>;

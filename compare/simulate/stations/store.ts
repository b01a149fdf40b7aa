import type { Share } from '../world.ts';

/** Where a queue keeps what is visible. */
export interface Store {
  add(share: Share): void;
  /** To where it was; on a standard queue that is as good as the end. */
  putBack(share: Share): void;
  take(max: number): Share[];
  /** It will not come back. */
  free(share: Share): void;
  /** How many may be taken. */
  ready(): number;
}

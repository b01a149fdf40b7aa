import type { Share } from '../world.ts';
import type { Store } from './store.ts';

/** First come, first served, about: a standard queue promises no more. */
export function plainStore(): Store {
  let shares: Share[] = [];
  let head = 0;
  const add = (share: Share) => void shares.push(share);
  return {
    add,
    putBack: add,
    take(max) {
      const taken = shares.slice(head, head + max);
      head += taken.length;
      if (head > 10_000 && head * 2 > shares.length) {
        shares = shares.slice(head);
        head = 0;
      }
      return taken;
    },
    free() {},
    ready: () => shares.length - head,
  };
}

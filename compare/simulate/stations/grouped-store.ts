import type { Share } from '../world.ts';
import type { Store } from './store.ts';

/** The messages of a group in order: while some are out, those behind them are locked. */
export function groupedStore(): Store {
  interface Group {
    waiting: Share[];
    out: number;
  }
  const groups = new Map<number, Group>();
  /** Groups of which nothing is out, and something waits. */
  let open: Group[] = [];
  let ready = 0;
  const groupOf = ({ group }: Share) => {
    const known = groups.get(group) ?? { waiting: [], out: 0 };
    groups.set(group, known);
    return known;
  };
  const giveBack = (group: Group) => {
    group.out--;
    if (group.out > 0 || group.waiting.length === 0) return;
    open.push(group);
    ready += group.waiting.length;
  };
  return {
    add(share) {
      const group = groupOf(share);
      group.waiting.push(share);
      if (group.out > 0) return;
      ready++;
      if (group.waiting.length === 1) open.push(group);
    },
    putBack(share) {
      const group = groupOf(share);
      group.waiting.unshift(share);
      giveBack(group);
    },
    take(max) {
      const taken: Share[] = [];
      let used = 0;
      for (const group of open) {
        if (taken.length >= max) break;
        used++;
        ready -= group.waiting.length;
        const some = group.waiting.splice(0, max - taken.length);
        group.out += some.length;
        taken.push(...some);
      }
      open = open.slice(used);
      return taken;
    },
    free: (share) => giveBack(groupOf(share)),
    ready: () => ready,
  };
}

interface Entry<T> {
  key: number;
  order: number;
  item: T;
}

/**
 * A binary heap whose items may go stale: instead of searching for an item that has changed, the heap skips it when it comes to the
 * front, and drops all the stale ones when they outnumber the rest. Every step is O(log n) at most, amortised.
 */
export function lazyHeap<T>(alive: (item: T, key: number) => boolean) {
  let entries: Entry<T>[] = [];
  let order = 0;
  let compactAt = 1024;
  const before = (a: Entry<T>, b: Entry<T>) => a.key < b.key || (a.key === b.key && a.order < b.order);

  function up(i: number, entry: Entry<T>) {
    while (i > 0) {
      const parent = (i - 1) >> 1;
      const above = entries[parent] as Entry<T>;
      if (!before(entry, above)) break;
      entries[i] = above;
      i = parent;
    }
    entries[i] = entry;
  }

  function pop() {
    const last = entries.pop();
    if (!last || entries.length === 0) return;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= entries.length) break;
      if (child + 1 < entries.length && before(entries[child + 1] as Entry<T>, entries[child] as Entry<T>)) child++;
      const below = entries[child] as Entry<T>;
      if (!before(below, last)) break;
      entries[i] = below;
      i = child;
    }
    entries[i] = last;
  }

  const heap = {
    push(key: number, item: T) {
      if (entries.length >= compactAt) {
        // A sorted array is a heap already.
        entries = entries.filter((entry) => alive(entry.item, entry.key)).sort((a, b) => a.key - b.key || a.order - b.order);
        compactAt = Math.max(1024, 2 * entries.length);
      }
      const entry = { key, order: order++, item };
      up(entries.push(entry) - 1, entry);
    },
    /** The smallest key that is still alive. */
    peek(): number | undefined {
      for (;;) {
        const first = entries[0];
        if (!first) return undefined;
        if (alive(first.item, first.key)) return first.key;
        pop();
      }
    },
    /** Takes the first item if its key is at most `key`. */
    take(key: number): T | undefined {
      const next = heap.peek();
      if (next === undefined || next > key) return undefined;
      const item = (entries[0] as Entry<T>).item;
      pop();
      return item;
    },
    clear() {
      entries = [];
    },
  };
  return heap;
}

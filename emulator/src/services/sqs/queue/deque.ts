/** A first-in, first-out list with O(1) ends: `Array.shift` moves every element, which 100,000 messages feel. */
export function createDeque<T>() {
  let items: (T | undefined)[] = [];
  let head = 0;
  const deque = {
    get length() {
      return items.length - head;
    },
    push(item: T) {
      items.push(item);
    },
    at(index: number): T | undefined {
      return items[head + index];
    },
    set(index: number, item: T) {
      items[head + index] = item;
    },
    shift(): T | undefined {
      if (head >= items.length) return undefined;
      const item = items[head];
      items[head++] = undefined;
      if (head > 1024 && head * 2 > items.length) {
        items = items.slice(head);
        head = 0;
      }
      return item;
    },
    clear() {
      items = [];
      head = 0;
    },
  };
  return deque;
}

export type Deque<T> = ReturnType<typeof createDeque<T>>;

/** So many a second, and a second's worth at once: how AWS throttles its APIs. */
export function createBucket(now: () => number, perSecond: number, size = perSecond): { take(): boolean } {
  let tokens = size;
  let filledAt = now();
  return {
    take() {
      const time = now();
      tokens = Math.min(size, tokens + ((time - filledAt) / 1000) * perSecond);
      filledAt = time;
      if (tokens < 1) return false;
      tokens--;
      return true;
    },
  };
}

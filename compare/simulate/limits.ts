/** Which limits were met, when first, and how often. */
export interface Limits {
  hit(limit: string): void;
  /** By the time of the first hit. */
  broken(): Broken[];
}

export interface Broken {
  limit: string;
  atMs: number;
  hits: number;
}

export function createLimits(now: () => number): Limits {
  const hits = new Map<string, Broken>();
  return {
    hit(limit) {
      const known = hits.get(limit);
      if (known) known.hits++;
      else hits.set(limit, { limit, atMs: now(), hits: 1 });
    },
    broken: () => [...hits.values()].sort((a, b) => a.atMs - b.atMs),
  };
}

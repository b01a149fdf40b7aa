/** A level (how much of something there is), with its highest value in each second, and of all. */
export interface Gauge {
  add(by: number): void;
  value(): number;
  peak(): number;
  points(): readonly number[];
}

/** How often something happened in each second. */
export interface Counter {
  count(): void;
  total(): number;
  peak(): number;
  points(): readonly number[];
}

/** What is drawn over time, a value a second. */
export interface Series {
  /** Invocations (or worker slots) of the consumer. */
  concurrency: Gauge;
  /** Of all functions of the account. */
  account: Gauge;
  /** Handed over, and neither in a handler nor settled. */
  backlog: Gauge;
  /** Calls under way at the provider. */
  providerConcurrency: Gauge;
  /** Calls that the provider saw, refused ones too. */
  providerRate: Counter;
}

/** At most so many points to plot, each the highest of the seconds that it stands for. */
export function thinned(points: readonly number[], most: number): { everySeconds: number; points: number[] } {
  const everySeconds = Math.max(1, Math.ceil(points.length / most));
  const kept: number[] = [];
  for (const [second, value] of points.entries()) {
    const index = Math.floor(second / everySeconds);
    kept[index] = Math.max(kept[index] ?? 0, value);
  }
  return { everySeconds, points: kept };
}

export function createSeries(now: () => number): Series {
  const second = () => Math.floor(now() / 1000);
  function gauge(): Gauge {
    const points: number[] = [];
    let value = 0;
    let peak = 0;
    return {
      add(by) {
        const index = second();
        while (points.length < index) points.push(value);
        value += by;
        if (value < 0) throw new Error('The simulation lets more go than came: its ledger is wrong.');
        points[index] = Math.max(points[index] ?? value - by, value);
        peak = Math.max(peak, value);
      },
      value: () => value,
      peak: () => peak,
      points: () => points,
    };
  }
  function counter(): Counter {
    const points: number[] = [];
    let total = 0;
    return {
      count() {
        const index = second();
        while (points.length <= index) points.push(0);
        points[index] = (points[index] ?? 0) + 1;
        total++;
      },
      total: () => total,
      peak: () => points.reduce((high, value) => Math.max(high, value), 0),
      points: () => points,
    };
  }
  return { concurrency: gauge(), account: gauge(), backlog: gauge(), providerConcurrency: gauge(), providerRate: counter() };
}

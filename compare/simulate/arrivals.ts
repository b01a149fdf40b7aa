import type { Settings } from './settings.ts';

/** Shares a second at a moment of the load. */
export function rateAt({ load }: Pick<Settings, 'load'>, ms: number): number {
  const { rate, burst } = load;
  return burst && ms >= burst.fromMs && ms < burst.toMs ? rate * burst.times : rate;
}

/** Milliseconds to the next share: always the same, or by chance (Poisson). Undefined when the load is over. */
export function nextArrival(settings: Settings, now: number, random: () => number): number | undefined {
  const gap = 1000 / rateAt(settings, now);
  const at = now + (settings.load.arrivals === 'constant' ? gap : -Math.log(1 - random()) * gap);
  return at < settings.load.durationMs ? at : undefined;
}

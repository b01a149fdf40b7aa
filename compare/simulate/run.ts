import { fluid } from './fluid/fluid.ts';
import type { SimulatedMode } from './mode.ts';
import type { Settings } from './settings.ts';
import { type Outcome, simulate } from './simulate.ts';

/** Above so many shares a mode takes more than a few seconds to simulate. */
export const MOST_SHARES = 150_000;

/** How many shares a load has, about. */
export function sharesOf({ load: { rate, durationMs, burst } }: Settings): number {
  const extra = burst ? rate * (burst.times - 1) * (burst.toMs - burst.fromMs) : 0;
  return (rate * durationMs + extra) / 1000;
}

/** Simulates share by share, or, where there are too many and nobody insists, as a fluid. */
export const run = (mode: SimulatedMode, settings: Settings, exact = false): Outcome =>
  exact || sharesOf(settings) <= MOST_SHARES ? simulate(mode, settings) : fluid(mode, settings);

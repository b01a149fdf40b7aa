import { bill } from '../bill.ts';
import { thinned } from '../series.ts';
import type { Outcome } from '../simulate.ts';

/** Points enough for a plot: a backlog may take days, and has a value a second. */
const MOST_POINTS = 600;

/** An outcome for machines: without the settings, which all have in common, and with its cost. */
export function outcomeJson(outcome: Outcome, freeTier = false) {
  const { settings: _, series, ...rest } = outcome;
  const thin = Object.fromEntries(Object.entries(series).map(([name, points]) => [name, thinned(points, MOST_POINTS)]));
  return { ...rest, series: thin, cost: bill(outcome, freeTier) };
}

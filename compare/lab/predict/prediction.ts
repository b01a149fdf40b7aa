import type { SimulatedMode } from '../../simulate/mode.ts';
import type { Settings } from '../../simulate/settings.ts';
import type { LaneFigures } from '../figures.ts';
import type { Run } from '../run.ts';
import type { Observed } from './observed.ts';

/** What a formula says of a lane, beside what its rows say. */
export interface Prediction {
  /** Of the lane, its title. */
  lane: string;
  what: string;
  predicted: number;
  measured: number;
  unit: 'ms' | 'a second' | 'at once' | 'messages' | 'of all';
  /** The formula with its numbers. */
  formula: string;
  /** Where the gap comes from, as far as the data tell; or that there is none. */
  why: string;
}

/** All that a rule has to go by. */
export interface Known {
  run: Run;
  lane: Run['lanes'][number];
  twin: SimulatedMode;
  figures: LaneFigures;
  observed: Observed;
  settings: Settings;
}

/** One formula applied to a lane; undefined where it says nothing of it. */
export type Rule = (known: Known) => Omit<Prediction, 'lane'> | undefined;

/** A gap of less than this part of the larger value needs no explanation; of times, of less than the stamps' own coarseness. */
const NEAR = 0.2;
const NEAR_MS = 3;

export const near = (predicted: number, measured: number, unit: Prediction['unit']): boolean =>
  Math.abs(predicted - measured) <= Math.max(NEAR * Math.max(Math.abs(predicted), Math.abs(measured)), unit === 'ms' ? NEAR_MS : 0);

/** The prediction with its reason: `reason` is asked where the gap is too wide for chance. */
export function found(
  prediction: Omit<Prediction, 'lane' | 'why'>,
  reason: (gap: 'more' | 'less') => string,
  asPredicted = 'as predicted',
): Omit<Prediction, 'lane'> {
  const { predicted, measured, unit } = prediction;
  const why = near(predicted, measured, unit) ? asPredicted : reason(measured > predicted ? 'more' : 'less');
  return { ...prediction, why };
}

import type { LaneFigures } from '../figures.ts';
import type { Run } from '../run.ts';
import { observe } from './observed.ts';
import type { Prediction } from './prediction.ts';
import { RULES } from './rules.ts';
import { partsOf, settingsOfLane } from './settings-of-lane.ts';
import { twinOf } from './twin.ts';

/**
 * The formulas of docs/lab/predictions.md applied to each lane of a run, beside what its rows say, with the likely reason of each gap.
 * A pure function: any report may print it. Lanes of other people's systems, whose way is not known here, have none.
 */
export function predictionsOf(run: Run, figures: readonly LaneFigures[]): Prediction[] {
  return figures.flatMap((one) => {
    const { lane } = one;
    const twin = twinOf(lane);
    if (twin === undefined) return [];
    const observed = observe(run, lane);
    const settings = settingsOfLane(run, lane, partsOf(run, lane, observed), observed);
    const known = { run, lane, twin, figures: one, observed, settings };
    return RULES.flatMap((rule) => {
      const prediction = rule(known);
      return prediction ? [{ lane: lane.title, ...prediction }] : [];
    });
  });
}

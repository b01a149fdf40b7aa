import type { LaneFigures } from '../../figures.ts';
import { predictionsOf } from '../../predict/predictions.ts';
import { valueText } from '../../predict/text.ts';
import type { Run } from '../../run.ts';
import type { Block, Cell, Section } from '../blocks.ts';

/** Formulas beside what was measured. */
export function predicted(run: Run, figures: readonly LaneFigures[]): Section {
  const all = predictionsOf(run, figures);
  const rows = all.map(({ lane, what, predicted, measured, unit, formula, why }, i): Cell[] => [
    lane === all[i - 1]?.lane ? '' : lane,
    what,
    valueText(predicted, unit),
    valueText(measured, unit),
    { text: formula, tone: 'quiet' },
    why,
  ]);
  const blocks: Block[] = [{ kind: 'table', head: ['', 'what', 'predicted', 'measured', 'formula', 'the gap'], rows, prose: [1, 4, 5] }];
  return { id: 'predicted', title: 'Predicted and measured', blocks: rows.length > 0 ? blocks : [] };
}

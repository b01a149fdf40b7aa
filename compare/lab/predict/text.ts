import { gapOf } from '../../predict/explain.ts';
import { duration } from '../../report/format.ts';
import { wrapped } from '../../report/wrap.ts';
import { type Paint, textTable } from '../report/text-table.ts';
import type { Prediction } from './prediction.ts';

/** A predicted or measured value as a person reads it. */
export function valueText(value: number, unit: Prediction['unit']): string {
  if (unit === 'ms') return duration(value);
  if (unit === 'of all') return `${(100 * value).toFixed(0)} %`;
  if (Number.isInteger(value)) return String(value);
  return value < 1 ? String(Number(value.toPrecision(2))) : value.toFixed(value < 10 ? 2 : 1);
}

/** For a terminal: a line a formula, then the reason of each gap. Nothing where no formula says anything. */
export function predictionLines(predictions: readonly Prediction[], width: number, paint: Paint): string[] {
  if (predictions.length === 0) return [];
  const rows = predictions.map(({ lane, what, predicted, measured, unit }) => [
    `${lane}: ${what}`,
    ...[predicted, measured].map((value) => valueText(value, unit)),
    isCeiling(what) ? '' : gapOf(measured, predicted),
  ]);
  const gaps = predictions.filter(
    ({ why, what, predicted, measured }) => !why.startsWith('as predicted') && (!isCeiling(what) || measured > predicted),
  );
  return [
    ...textTable({ groups: [{ head: ['formulas (docs/lab/predictions.md)', 'predicted', 'measured', 'gap'], rows }], width, paint }),
    ...gaps.flatMap(({ lane, what, formula, why }) => wrapped(`• ${lane}: ${what} (${formula}): ${why}.`, width, 2)),
  ];
}

/** Of these the prediction is a bound, and a lower value is no gap. */
const isCeiling = (what: string) => what.endsWith('no more than');

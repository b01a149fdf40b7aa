import { gapOf } from '../../predict/explain.ts';
import { duration } from '../../report/format.ts';
import type { Prediction } from './prediction.ts';

/** A predicted or measured value as a person reads it. */
export function valueText(value: number, unit: Prediction['unit']): string {
  if (unit === 'ms') return duration(value);
  if (unit === 'of all') return `${(100 * value).toFixed(0)} %`;
  return Number.isInteger(value) ? String(value) : value.toFixed(value < 10 ? 2 : 1);
}

/** For a terminal: a line a formula, and below it, where there is a gap, its reason. */
export function predictionsText(predictions: readonly Prediction[]): string {
  if (predictions.length === 0) return '';
  const rows = predictions.map(({ lane, what, predicted, measured, unit, formula, why }, i) => ({
    cells: [
      lane === predictions[i - 1]?.lane ? '' : lane,
      what,
      valueText(predicted, unit),
      valueText(measured, unit),
      what.endsWith('no more than') ? '' : gapOf(measured, predicted),
    ],
    below: `${formula}${why === 'as predicted' ? '' : `: ${why}`}`,
  }));
  const head = ['', '', 'predicted', 'measured', 'gap'];
  const widths = head.map((name, i) => Math.max(name.length, ...rows.map(({ cells }) => cells[i]?.length ?? 0)));
  const line = (cells: string[]) =>
    cells
      .map((cell, i) => (i < 2 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
      .join('  ')
      .trimEnd();
  const indent = ' '.repeat((widths[0] ?? 0) + 4);
  return [
    'Predicted and measured (docs/lab/predictions.md):',
    line(head),
    ...rows.flatMap(({ cells, below }) => [line(cells), `${indent}${below}`]),
  ].join('\n');
}

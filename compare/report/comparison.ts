import type { Target } from '../../targets/target.ts';
import type { Comparison } from '../compare-modes.ts';
import type { Figures } from '../figures.ts';
import { comparisonTable } from './table.ts';
import { verdict } from './verdicts.ts';

type Load = Pick<Comparison, 'shares' | 'rate' | 'outage'>;

/** The comparison as a person reads it: what was done, the table, a verdict a mode. */
export function comparisonText(figures: readonly Figures[], { title, timeScale }: Target, { shares, rate, outage }: Load, colour: boolean) {
  const broken = outage ? `, the email service down for ${outage} s in the middle` : '';
  return [
    `A photo shared ${shares} times in each mode, ${rate} a second${broken}, on ${title}:`,
    '',
    comparisonTable(figures, { colour, timeScale }),
    '',
    ...figures.map(verdict),
  ].join('\n');
}

/** The same for machines. */
export const comparisonJson = (modes: readonly Figures[], { name, timeScale }: Target, { shares, rate, outage }: Load) => ({
  ...{ target: name, shares, rate, outageSeconds: outage ?? 0, timeScale, modes },
});

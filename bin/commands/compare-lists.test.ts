import { expect, test } from 'vitest';
import { EXPERIMENTS } from '../../compare/lab/experiments.ts';
import { MODES } from '../../compare/lab/modes.ts';
import { experimentsText, modesText } from './compare-lists.ts';

test.each([80, 120])('every experiment with its question, every mode with its way, in %d columns', (columns) => {
  const experiments = experimentsText(columns);
  const modes = modesText(columns);
  for (const line of [...experiments.split('\n'), ...modes.split('\n')]) expect(line.length).toBeLessThanOrEqual(columns);
  const flat = (text: string) => text.replace(/\s+/g, ' ');
  for (const { name, question } of EXPERIMENTS) expect(flat(experiments)).toContain(`${name} ${question}`);
  for (const { name, how } of MODES) expect(flat(modes)).toContain(`${name} ${how}`);
});

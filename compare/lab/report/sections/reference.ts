import { duration } from '../../../report/format.ts';
import { at } from '../../../simulate/quantiles.ts';
import type { LaneFigures } from '../../figures.ts';
import { twinOf } from '../../predict/twin.ts';
import type { Run } from '../../run.ts';
import type { Cell, Section } from '../blocks.ts';

/** What others measured on AWS, marked as theirs. */
export function reference(run: Run, figures: readonly LaneFigures[]): Section {
  const seen = new Set<string>();
  const rows = figures.flatMap(({ lane, times }): Cell[][] => {
    const twin = twinOf(lane);
    if (!twin || seen.has(lane.mode)) return [];
    seen.add(lane.mode);
    const aws = (share: number) => duration(at(twin.triggerMs, share));
    return [[lane.mode, duration(times.trigger[50].ms), aws(0.5), aws(0.9), aws(0.99), twin.source]];
  });
  if (rows.length === 0 || run.target.name === 'aws') return { id: 'reference', title: 'Real AWS', blocks: [] };
  return {
    id: 'reference',
    title: 'Beside it: real AWS, as others measured it',
    blocks: [
      { kind: 'table', head: ['', 'here p50', 'AWS p50', 'AWS p90', 'AWS p99', 'of AWS: who, where, when'], rows, prose: [5] },
      {
        kind: 'text',
        text: 'The trigger, warm and without a queue. These are other people’s figures of another machine: they show what a mode does on AWS, and are no part of this run.',
      },
    ],
  };
}

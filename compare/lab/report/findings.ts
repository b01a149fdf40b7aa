import { EXPERIMENTS } from '../experiments.ts';
import type { Run } from '../run.ts';

/**
 * What the experiment itself finds in its rows; nothing for a run of an experiment that is not here (any more). `timed`: whether times may
 * be told; else only counts are, of experiments that have such.
 */
export function findingsOf(run: Run, timed: boolean): string[] {
  const experiment = EXPERIMENTS.find(({ name }) => name === run.experiment);
  return timed || experiment?.untimed ? (experiment?.findings?.(run, timed) ?? []) : [];
}

/** What to look at in its report, and why. */
export const noticeOf = (run: Run): string | undefined => EXPERIMENTS.find(({ name }) => name === run.experiment)?.notice;

import { EXPERIMENTS } from '../experiments.ts';
import type { Run } from '../run.ts';

/** What the experiment itself finds in its rows; nothing for a run of an experiment that is not here (any more). */
export const findingsOf = (run: Run): string[] => EXPERIMENTS.find(({ name }) => name === run.experiment)?.findings?.(run) ?? [];

/** What to look at in its report, and why. */
export const noticeOf = (run: Run): string | undefined => EXPERIMENTS.find(({ name }) => name === run.experiment)?.notice;

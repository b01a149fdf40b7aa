import type { Run } from '../run.ts';

/** What the experiment is called in a run of somebody's own queues: nothing there is the lab's, and nothing but stamps is known. */
export const OWN = 'own';

export const isOwn = ({ experiment }: Pick<Run, 'experiment'>): boolean => experiment === OWN;

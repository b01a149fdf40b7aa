import { EXIT, UserError } from '../errors.ts';
import type { Plan } from './experiment.ts';

/** Throws UserError for a plan that cannot be deployed: one without lanes, or with two that would have the same names there. */
export function checkPlan({ lanes }: Pick<Plan, 'lanes'>): void {
  if (lanes.length === 0) throw new UserError('No lane is left with these options: there is nothing to measure.', EXIT.usage);
  for (const [i, { id, title }] of lanes.entries()) {
    const first = lanes.findIndex((one) => one.id === id);
    if (first === i) continue;
    const same = lanes[first]?.title === title ? title : `${lanes[first]?.title} and ${title}`;
    throw new UserError(`Two lanes would have one name (${same}): name each mode and each setting once.`, EXIT.usage);
  }
}

import type { Plan } from '../experiment.ts';
import { arrivalTimes } from './arrivals.ts';
import { interleave, type Turn } from './interleave.ts';

/** Messages that are sent before the first repetition: two seconds of load, so that the processes which that needs are there. */
const warmUpCount = ({ messages, arrivals }: Plan) =>
  Math.min(messages, Math.max(12, arrivals.kind === 'recorded' ? 40 : Math.ceil(2 * arrivals.rate)));

/** Whose turn it is when, of one load to so many lanes. */
export const turnsOf = (plan: Plan, lanes: number, seed: number, warmUp: boolean): Turn[] =>
  interleave(arrivalTimes(plan.arrivals, warmUp ? warmUpCount(plan) : plan.messages, seed), lanes, seed);

/** Milliseconds of one repetition: its lanes' loads, one after another where they are. */
export const loadMs = (plan: Plan, seed: number): number =>
  (arrivalTimes(plan.arrivals, plan.messages, seed).at(-1) ?? 0) * (plan.oneByOne ? plan.lanes.length : 1);

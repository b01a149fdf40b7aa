import { QUEUE_RETENTION } from './constructs/queue-retention.ts';

/** A message may be hidden for as long: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-visibility-timeout.html */
const LONGEST_STEP_S = 43_200;
/** Who waits for another's probe looks this often (functions/callbacks/deliver-callback/core.ts). */
const LONGEST_HOLD_S = 600;
/** So that no message needs more receives than SQS allows before a dead letter (1,000). */
const MOST_STEPS = 100;
/** For the shortest ladders: processes die too. */
const FEWEST_RECEIVES = 100;

/**
 * What a ladder may take in all: a delivery is a message of its queue all along, and it may wait for the whole ladder of another one (the
 * probe) before it climbs its own. What the queue drops before is never delivered, nor is its endpoint ever disabled.
 */
export const LONGEST_LADDER_S = QUEUE_RETENTION.toSeconds() / 2;

const stepsOf = (ladder: string): number[] => ladder.split(',').map(Number);

const totalOf = (steps: readonly number[]): number => steps.reduce((sum, step) => sum + step, 0);

/** What is wrong with a ladder; undefined when nothing is. */
export function problemOf(ladder: string): string | undefined {
  const steps = stepsOf(ladder);
  if (steps.some((step) => step > LONGEST_STEP_S)) return `no step may be longer than ${LONGEST_STEP_S}, as long as SQS hides a message`;
  if (steps.length > MOST_STEPS) return `there may be ${MOST_STEPS} steps at most`;
  const total = totalOf(steps);
  if (total > LONGEST_LADDER_S)
    return `the steps are ${total} s in all, and may be ${LONGEST_LADDER_S}: half of what the queue keeps a message (${QUEUE_RETENTION.toDays()} days)`;
  return undefined;
}

/** How often a delivery is received at most: at each step and while it waits for a probe, on two ladders. */
export function receivesOf(ladder: string): number {
  const steps = stepsOf(ladder);
  return Math.max(FEWEST_RECEIVES, 2 * (steps.length + Math.ceil(totalOf(steps) / LONGEST_HOLD_S)));
}

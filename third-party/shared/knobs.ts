import * as z from 'zod';

/** What can be made to go wrong at a third party. */
export const knobsSchema = z.strictObject({
  latencyMs: z.number().min(0).max(60_000),
  /** Requests refused before anything is done: 0 none, 1 all. */
  errorRate: z.number().min(0).max(1),
  /** Requests whose work is done and whose answer is an error all the same: what a retry then repeats. */
  lostAnswerRate: z.number().min(0).max(1),
  down: z.boolean(),
  /** 0 means no limit. */
  rateLimitPerSecond: z.number().min(0),
  /** False: an idempotency key is ignored, as by providers that have none. */
  honoursKeys: z.boolean(),
  /** The errors' dice: the same seed throws the same errors. */
  seed: z.int(),
});
export type Knobs = z.infer<typeof knobsSchema>;
export const DEFAULT_KNOBS: Knobs = {
  latencyMs: 0,
  errorRate: 0,
  lostAnswerRate: 0,
  down: false,
  rateLimitPerSecond: 0,
  honoursKeys: true,
  seed: 1,
};

export const COUNTERS = [
  'requests',
  'accepted',
  'duplicates',
  'refusedDown',
  'refusedError',
  'refusedRate',
  'refusedInvalid',
  'answersLost',
] as const;
export type Counter = (typeof COUNTERS)[number];
export type Stats = Record<Counter, number>;
export const noStats = () => Object.fromEntries(COUNTERS.map((counter) => [counter, 0])) as Stats;

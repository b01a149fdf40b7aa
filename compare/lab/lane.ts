import * as z from 'zod';
import { EXIT, UserError } from '../errors.ts';

/**
 * What a lane is deployed with: AWS's names, units and defaults, where they are AWS's. Every value is kept with the rows of a run.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
 */
export const laneSettingsSchema = z.strictObject({
  /** BatchSize of the queue's mapping. */
  batchSize: z.int().min(1).max(10_000).default(10),
  /** MaximumBatchingWindowInSeconds; batches of more than 10 need one. */
  batchWindowS: z.int().min(0).max(300).default(0),
  /** FunctionResponseTypes: whether the consumer answers which messages of a batch failed, or else fails the batch. AWS's default is without. */
  reportBatchItemFailures: z.boolean().default(true),
  /** MaximumConcurrency of the queue's mapping. */
  maximumConcurrency: z.int().min(2).max(1000).optional(),
  /** ReservedConcurrentExecutions of the consumer. */
  reservedConcurrency: z.int().min(0).max(1000).optional(),
  /** MemorySize of both functions, MB. */
  memoryMb: z.int().min(128).max(10_240).default(512),
  /** Timeout of the consumer, seconds. */
  timeoutS: z.int().min(1).max(900).default(10),
  /** VisibilityTimeout of the queue; absent: six times the timeout, as AWS advises. */
  visibilityTimeoutS: z.int().min(0).max(43_200).optional(),
  maxReceiveCount: z.int().min(1).max(1000).default(5),
  /** DelaySeconds of each message sent to a queue. */
  delayS: z.int().min(0).max(900).default(0),
  /** MaximumRetryAttempts of asynchronous invocations. */
  maximumRetryAttempts: z.int().min(0).max(2).default(2),
  /** Whether what runs out of retries goes to a dead-letter queue, or nowhere. */
  deadLetters: z.boolean().default(true),
  /** Consumers of each message (of a topic or a bus). */
  fanOut: z.int().min(1).max(100).default(1),
  /** Processes outside Lambda (worker, short-poll), and messages that each works on at once. */
  workers: z.int().min(1).max(100).default(1),
  workerConcurrency: z.int().min(1).max(100).default(4),
  /** Time between two short polls. */
  pollMs: z.int().min(1).max(60_000).default(1000),
  /** What each attempt does besides calling the provider: waits so long, computes so many hashes. */
  handlerMs: z.int().min(0).max(60_000).default(0),
  handlerHashes: z.int().min(0).max(100_000_000).default(0),
  /** Whether the consumer gives the provider the message's own idempotency key, or a new one at every attempt. */
  idempotent: z.boolean().default(true),
});
export type LaneSettings = z.infer<typeof laneSettingsSchema>;

/** One delivery mode with its settings, deployed beside others that it is compared with. */
export interface Lane {
  /** Letters and digits: part of the names of what is deployed. */
  id: string;
  /** For a person: the mode, and what distinguishes it from other lanes of the same mode. */
  title: string;
  mode: string;
  settings: LaneSettings;
}

/** A lane of this mode; `settings` are those that differ from the defaults, and `title` says how. Throws UserError for what is out of range. */
export function lane(mode: string, settings: Partial<LaneSettings> = {}, title = mode): Lane {
  const id = title.replace(/[^a-z0-9]+(.)?/gi, (_, next = '') => next.toUpperCase()).replace(/^./, (first) => first.toUpperCase());
  const parsed = laneSettingsSchema.safeParse(settings);
  if (!parsed.success)
    throw new UserError(parsed.error.issues.map(({ path: [name] }) => outOfRange(String(name), settings)).join('\n'), EXIT.usage);
  return { id, title, mode, settings: parsed.data };
}

/** Experiments call a setting that can be chosen by its own name, so that its option can be told from it. */
function outOfRange(name: string, settings: Partial<LaneSettings>): string {
  const { minimum, maximum } = z.toJSONSchema(laneSettingsSchema.shape[name as keyof LaneSettings], { io: 'input' });
  const flag = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return `--${flag} takes whole numbers from ${minimum} to ${maximum}, and ${settings[name as keyof LaneSettings]} is none.`;
}

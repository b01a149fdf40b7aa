import type { IConstruct } from 'constructs';
import * as z from 'zod';
import { problemOf } from './callback-ladder.ts';

/** What may be said with `-c key=value`, checked: a wrong value ends the synthesis with its name. Values of a command line are strings. */
const schema = z.object({
  /** Of the third parties' server; absent: ours is deployed, as a function. */
  thirdPartyUrl: z.url().optional(),
  /**
   * Who may call the function URLs: `iam` (signed requests of the account; the default, since every call of an open URL is paid for
   * by the account's owner) or `none` (anyone).
   */
  urlAuth: z.enum(['iam', 'none']).default('iam'),
  /** The most that each function with a URL runs at once: the only throttle a function URL has. Absent or `none`: the account's own limit. */
  urlConcurrency: z.union([z.literal('none'), z.coerce.number().int().min(1).max(10_000)]).optional(),
  /** The most that each queue's poller invokes at once; absent: up to 1,250, and it grows. */
  queueConcurrency: z.coerce.number().int().min(2).max(1000).optional(),
  /** Pollers that each queue's mapping always has (provisioned mode), paid for by the hour; it excludes queueConcurrency. */
  provisionedPollers: z.coerce.number().int().min(2).max(200).optional(),
  /** Gets the alarms, and the budget's warnings. */
  alarmEmail: z.email().optional(),
  /** Dollars a month that may be spent on what has the project's tag. */
  budgetUsd: z.coerce.number().positive().optional(),
  /** Whether buckets and tables are deleted with their stack, or kept. */
  data: z.enum(['delete', 'keep']).default('delete'),
  /**
   * `all`, or `share`: Photos, Users and the third parties alone, all that a comparison of the modes needs, made in a third of the time and
   * for a tenth of the alarms. Where the others are deployed already, `share` would take away the exports that they import.
   */
  systems: z.enum(['all', 'share']).default('all'),
  /** The tag `owner`. */
  owner: z.string().min(1).max(256).default('pushpull'),
  /** Addresses that callbacks may reach though they are not public, with commas: `127.0.0.1`, `10.1.0.0/16`. Absent: none. */
  callbackAllow: z
    .string()
    .regex(/^[\d.:a-f/]+(,[\d.:a-f/]+)*$/i, 'must be addresses or ranges, with commas')
    .optional(),
  /** Seconds between the attempts at a callback, twelve hours at most each and two days in all; after the last one its endpoint is disabled. */
  callbackLadder: z
    .string()
    .regex(/^\d{1,5}(,\d{1,5})*$/, 'must be whole seconds, with commas')
    .refine((ladder) => problemOf(ladder) === undefined, { error: ({ input }) => problemOf(String(input)) })
    .default('5,30,120,600,3600,21600'),
  /** Whether the purchase is conducted by a state machine too; for targets that have Step Functions. */
  stepFunctions: z.stringbool().default(false),
  /** The account that Contracts lives in, if it isn't everyone's. */
  contractsAccount: z
    .string()
    .regex(/^\d{12}$/, 'must be 12 digits')
    .optional(),
  contractsRegion: z.string().min(1).optional(),
  /** Where Contracts has its own account: the outputs ContractsApiUrl and ContractsApiArn of its stack. */
  contractsApiUrl: z.url().optional(),
  contractsApiArn: z.string().startsWith('arn:').optional(),
});

export type Settings = z.infer<typeof schema>;

const cache = new WeakMap<object, Settings>();

/** The settings of the app that a construct stands in. */
export function settingsOf(construct: IConstruct): Settings {
  const app = construct.node.root;
  const known = cache.get(app);
  if (known) return known;
  const given = Object.fromEntries(Object.keys(schema.shape).map((key) => [key, app.node.tryGetContext(key)]));
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const wrong = parsed.error.issues.map(
      ({ path, message }) => `${path.join('.')} is ${JSON.stringify(given[String(path[0])])}: ${message}`,
    );
    throw new Error(`The context of the app is wrong: ${wrong.join('; ')}`);
  }
  const settings = parsed.data;
  if (settings.budgetUsd && !settings.alarmEmail)
    throw new Error('The context budgetUsd needs alarmEmail: a budget that warns nobody is none.');
  if (settings.provisionedPollers && settings.queueConcurrency)
    throw new Error('The context provisionedPollers excludes queueConcurrency: AWS takes one or the other.');
  cache.set(app, settings);
  return settings;
}

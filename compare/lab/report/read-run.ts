import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { EXIT, UserError } from '../../errors.ts';
import { FATES } from '../../rows.ts';
import { laneSettingsSchema } from '../lane.ts';
import type { Run } from '../run.ts';

const time = z.number();
const count = z.int().min(0);
const perRepetition = z.array(z.looseObject({ lane: z.string(), repetition: count, count }));

const rowSchema = z.looseObject({
  ...{ lane: z.string(), repetition: count, id: z.string(), copy: count, traceId: z.string() },
  ...{ group: z.string().optional(), sequence: z.number().optional(), fault: z.string().optional() },
  ...{ intendedAt: time, sentAt: time, answeredAt: time, accepted: z.boolean(), error: z.string().optional() },
  ...{ messageId: z.string().optional(), enteredAt: time.optional(), handedOverAt: time.optional(), acknowledgedAt: time.optional() },
  ...{
    handledAt: time.optional(),
    entranceCold: z.boolean().optional(),
    receivedAt: time.optional(),
    deliveredAt: time.optional(),
    cold: z.boolean().optional(),
  },
  ...{ environment: z.string().optional(), batch: z.number().optional(), receiveCount: z.number().optional(), mails: count },
  fate: z.enum(FATES as [Run['rows'][number]['fate']]),
});

const rated = { rate: z.number().positive() };
const arrivalsSchema = z.discriminatedUnion('kind', [
  z.looseObject({ kind: z.enum(['constant', 'poisson']), ...rated }),
  z.looseObject({ kind: z.literal('burst'), ...rated, times: z.number(), burstS: z.number() }),
  z.looseObject({ kind: z.literal('ramp'), ...rated, toRate: z.number() }),
  z.looseObject({ kind: z.literal('recorded'), atMs: z.array(z.number()) }),
]);

/** What reports read of a run. More may be in it: a report of an older pushpull leaves it where it is. */
export const runSchema = z.looseObject({
  version: z.literal(1),
  ...{ experiment: z.string(), question: z.string(), at: z.iso.datetime(), seed: z.int(), repetitions: z.int().min(1), messages: count },
  target: z.looseObject({ name: z.string(), title: z.string(), timeScale: z.number().positive(), settings: z.array(z.string()) }),
  machine: z.looseObject({ cpus: count, model: z.string(), memoryGiB: z.number(), node: z.string() }),
  knobs: z.record(z.string(), z.unknown()),
  lanes: z
    .array(
      z.looseObject({
        ...{ id: z.string(), title: z.string(), mode: z.string(), how: z.string(), retries: z.string() },
        settings: z.looseObject(laneSettingsSchema.shape),
      }),
    )
    .min(1),
  arrivals: arrivalsSchema,
  faults: z.array(z.looseObject({ what: z.string(), fromS: z.number(), untilS: z.number().optional() })),
  rows: z.array(rowSchema),
  sent: perRepetition,
  retries: perRepetition.optional(),
  loads: z.array(z.looseObject({ repetition: count, lanes: z.array(z.string()) })),
  provider: z.array(z.record(z.string(), z.number())),
  strays: z.number().optional(),
  plannedRepetitions: z.int().min(1).optional(),
  beganAt: z.array(time),
});

/** The run in that file, or in run.json of that folder. Throws UserError that says what is wrong with it, and where. */
export async function readRun(path: string): Promise<Run> {
  const folder = await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
  const file = folder ? join(path, 'run.json') : path;
  const text = await readFile(file, 'utf8').catch((error: Error) => {
    throw new UserError(`${file} can't be read: ${error.message}`, EXIT.usage);
  });
  return parseRun(text, file);
}

/** `where` is what the error names. */
export function parseRun(text: string, where: string): Run {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new UserError(`${where} is not JSON: ${(error as Error).message}`, EXIT.usage);
  }
  const parsed = runSchema.safeParse(json);
  if (parsed.success) return parsed.data as unknown as Run;
  const problems = parsed.error.issues.slice(0, 3).map(({ path, message }) => `${path.join('.') || 'the file'}: ${message}`);
  const more = parsed.error.issues.length > 3 ? ` (and ${parsed.error.issues.length - 3} more)` : '';
  throw new UserError(`${where} is no run.json of pushpull compare: ${problems.join('; ')}${more}.`, EXIT.usage);
}

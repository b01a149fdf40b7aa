import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { EXIT, UserError } from '../../errors.ts';
import { parseArn } from './arn.ts';
import { type Json, placesIn, templateProblem } from './template.ts';

const arn = z.string().transform((text, context) => {
  try {
    return parseArn(text);
  } catch (error) {
    context.addIssue({ code: 'custom', message: (error as Error).message });
    return z.NEVER;
  }
});

const json = (z.json() as z.ZodType<Json>).superRefine((template, context) => {
  const problem = templateProblem(template);
  if (problem) context.addIssue({ code: 'custom', message: problem });
});
const text = z
  .string()
  .min(1)
  .superRefine((template, context) => {
    const problem = templateProblem(template);
    if (problem) context.addIssue({ code: 'custom', message: problem });
  });

const dynamodbSchema = z.strictObject({
  table: z.string().min(3).describe('its name, or its ARN'),
  key: z
    .union([
      z
        .string()
        .min(1)
        .transform((name) => ({ [name]: '{{id}}' }) as Record<string, string>),
      z.record(z.string(), text),
    ])
    .describe(
      'the attribute that is the key and holds the id; or all attributes of the key with their templates: {"pk": "ORDER#{{id}}", "sk": "META"}',
    )
    .refine((key) => placesIn(key).includes('id'), { error: 'no attribute of the key holds {{id}}' }),
  stamp: z.string().min(1).describe('the attribute with the time at which the consumer began: milliseconds since 1970, or ISO 8601'),
});

const logSchema = z.strictObject({
  group: z.string().min(1).describe('the log group'),
  pattern: z
    .string()
    .describe('a regular expression with a group (?<id>…) and, unless the line’s own time is meant, (?<stamp>…)')
    .superRefine((pattern, context) => {
      try {
        new RegExp(pattern);
      } catch (error) {
        context.addIssue({ code: 'custom', message: (error as Error).message });
        return;
      }
      if (!pattern.includes('(?<id>')) context.addIssue({ code: 'custom', message: 'it has no group (?<id>…)' });
    }),
});

const httpSchema = z.strictObject({
  id: z.string().min(1).default('id').describe('the field of the request’s JSON body or query that holds the id'),
  stamp: z.string().min(1).optional().describe('the field with the time; absent: when the request came'),
});

const stampSchema = z
  .strictObject({ dynamodb: dynamodbSchema.optional(), log: logSchema.optional(), http: httpSchema.optional() })
  .describe('one way to read back when a message was handled')
  .refine((ways) => Object.values(ways).filter((way) => way !== undefined).length === 1, {
    error: 'say one way to read the stamp back: dynamodb, log or http',
  });

const laneSchema = z
  .strictObject({
    title: z
      .string()
      .min(1)
      .max(60)
      .regex(/^[a-z0-9]/i, 'it must begin with a letter or a digit')
      .describe('its name in the report'),
    arn: arn.describe('of the queue, topic, function or bus that messages are sent to'),
    body: json.optional().describe('the message, in place of the common one'),
    groupId: text.default('{{id}}').describe('MessageGroupId, of a FIFO queue or topic'),
    attributes: z.record(z.string(), text).default({}).describe('message attributes (strings), of a queue or topic'),
    wait: z.boolean().default(false).describe('of a function: the sender waits for its end, instead of leaving an event'),
    source: z.string().min(1).default('pushpull.lab').describe('Source, of an event on a bus'),
    detailType: z.string().min(1).default('Message').describe('DetailType, of an event on a bus'),
    stamp: stampSchema,
    deadLetters: z
      .array(arn.refine(({ kind }) => kind === 'queue', { error: 'it is no queue' }))
      .default([])
      .describe('ARNs of the queues where its messages end that nobody could handle'),
  })
  .superRefine(({ arn, body }, context) => {
    const issue = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    if (arn?.kind === 'bus' && body !== undefined && (typeof body !== 'object' || body === null || Array.isArray(body)))
      issue('body', 'an event on a bus is a JSON object');
  });

export const ownConfigSchema = z
  .strictObject({
    $schema: z.string().optional(),
    question: z.string().min(1).default('How long does a message take, by which way?').describe('the headline of the report'),
    rate: z.number().positive().max(10_000).default(5).describe('messages a second and lane'),
    messages: z.int().min(1).max(100_000).default(60).describe('messages a lane and repetition'),
    repetitions: z.int().min(1).max(1000).default(5),
    arrivals: z.enum(['constant', 'poisson']).default('poisson').describe('at equal distances, or by chance'),
    seed: z.int().default(1),
    patienceS: z
      .number()
      .positive()
      .max(86_400)
      .default(60)
      .describe('seconds to wait, after a load, for stamps; what has none by then is lost'),
    lingerS: z
      .number()
      .min(0)
      .max(86_400)
      .default(0)
      .describe('seconds to wait, after the last stamp, for messages that are handled twice'),
    body: json.default({ id: '{{id}}', sentAt: '{{sentAt}}' }).describe('the message, unless a lane has its own'),
    lanes: z.array(laneSchema).min(1).max(20),
  })
  .superRefine(({ lanes, body }, context) => {
    for (const [i, lane] of lanes.entries()) {
      const issue = (message: string) => context.addIssue({ code: 'custom', path: ['lanes', i], message });
      if (lanes.findIndex(({ title }) => title.toLowerCase() === lane.title.toLowerCase()) !== i)
        issue(`there is a lane ${lane.title} already`);
      const sent = [...placesIn(lane.body ?? body), ...placesIn(lane.attributes)];
      if (!sent.includes('id')) issue('nothing in its message holds {{id}}, so that no stamp could be told from another');
    }
  });
export type OwnConfig = z.infer<typeof ownConfigSchema>;
export type OwnLane = OwnConfig['lanes'][number];

/** Throws UserError that names the file, and of everything that is wrong where it stands. */
export async function readOwnConfig(file: string): Promise<OwnConfig> {
  const content = await readFile(file, 'utf8').catch((error: Error) => {
    throw new UserError(`${file} can't be read: ${error.message}`, EXIT.usage);
  });
  let parsed: unknown;
  try {
    parsed = JSON.parse(content);
  } catch (error) {
    throw new UserError(`${file} is not JSON: ${(error as Error).message}`, EXIT.usage);
  }
  const checked = ownConfigSchema.safeParse(parsed);
  if (checked.success) return checked.data;
  const lines = checked.error.issues.map(({ path, message }) => `  ${pathOf(path) || 'the whole'}: ${message}`);
  throw new UserError(`${file} is not right:\n${lines.join('\n')}`, EXIT.usage);
}

/** `lanes[1].stamp.log.pattern` */
const pathOf = (path: readonly PropertyKey[]) =>
  path.map((step, i) => (typeof step === 'number' ? `[${step}]` : `${i === 0 ? '' : '.'}${String(step)}`)).join('');

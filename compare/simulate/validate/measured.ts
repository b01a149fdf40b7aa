import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { EXIT, UserError } from '../../errors.ts';

/** Absent where nothing was handled. */
const spread = z
  .object({ p50: z.number().optional(), p95: z.number().optional(), p99: z.number().optional() })
  .transform(({ p50, p95, p99 }) => ({ p50, p95, p99 }));

const schema = z.object({
  target: z.string(),
  shares: z.number().int().positive(),
  rate: z.number().positive(),
  outageSeconds: z.number().min(0),
  timeScale: z.number().positive(),
  modes: z
    .array(
      z.object({
        mode: z.string(),
        answerMs: spread,
        triggerMs: spread,
        handledMs: spread,
        deliveredMs: spread,
        throughput: z.number(),
        coldStarts: z.number().optional(),
        retries: z.number().optional(),
        ledger: z.object({ sent: z.number(), fates: z.record(z.string(), z.number()) }),
      }),
    )
    .min(1),
});

/** What `pushpull start --once --json` prints, as far as it is needed here. */
export type Measured = z.infer<typeof schema>;
export type MeasuredMode = Measured['modes'][number];

export async function readMeasured(file: string): Promise<Measured> {
  let content: unknown;
  try {
    content = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new UserError(`${file} cannot be read as JSON: ${(error as Error).message}`, EXIT.usage);
  }
  const parsed = schema.safeParse(content);
  if (parsed.success) return parsed.data;
  const { path, message } = parsed.error.issues[0] ?? { path: [], message: 'unknown' };
  throw new UserError(
    `${file} is not what \`pushpull start --once --json\` prints: ${path.join('.') || 'it'} is wrong (${message}).`,
    EXIT.usage,
  );
}

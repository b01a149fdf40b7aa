import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { stopDockerLocalStack } from './docker.ts';
import { health } from './health.ts';
import { type Identity, runs } from './identity.ts';
import { end } from './start.ts';

const schema = z.object({
  endpoint: z.url(),
  port: z.number(),
  /** Absent: in Docker. */
  process: z.object({ pid: z.number(), started: z.string() }).optional(),
  folder: z.string().optional(),
});

/** The LocalStack that `pushpull localstack up` started last, for `status` and `down` in another terminal. */
export type Remembered = z.infer<typeof schema>;

const fileIn = (home: string) => join(home, 'running.json');

export const remember = (home: string, server: Remembered) => writeFile(fileIn(home), JSON.stringify(server));

export const forget = (home: string) => rm(fileIn(home), { force: true });

/** It, if it still runs. */
export async function recall(home: string): Promise<Remembered | undefined> {
  const text = await readFile(fileIn(home), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const found = schema.safeParse(parsed(text));
  if (!found.success) return undefined;
  const { process, endpoint } = found.data;
  const isThere = process === undefined ? (await health(endpoint)) !== undefined : await runs(process);
  return isThere ? found.data : undefined;
}

/** undefined: whoever wrote it was cut off in the middle. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Ends it, and all that it started. */
export async function endRemembered({ process, port, folder }: Remembered): Promise<void> {
  if (process === undefined) return stopDockerLocalStack(port);
  await end(process.pid, untilGone(process), folder);
  if (folder) await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}

async function untilGone(process: Identity): Promise<void> {
  while (await runs(process)) await new Promise((resolve) => setTimeout(resolve, 100));
}

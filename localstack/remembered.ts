import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { stopDockerLocalStack } from './docker.ts';
import { health } from './health.ts';
import { isLocalStack } from './processes.ts';
import { end } from './start.ts';

const schema = z.object({
  endpoint: z.url(),
  port: z.number(),
  /** Absent: in Docker. */
  pid: z.number().optional(),
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
  const { pid, endpoint } = found.data;
  const runs = pid === undefined ? (await health(endpoint)) !== undefined : await isLocalStack(pid);
  return runs ? found.data : undefined;
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
export async function endRemembered({ pid, port, folder }: Remembered): Promise<void> {
  if (pid === undefined) return stopDockerLocalStack(port);
  await end(pid, untilGone(pid));
  if (folder) await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}

async function untilGone(pid: number): Promise<void> {
  while (await isLocalStack(pid)) await new Promise((resolve) => setTimeout(resolve, 100));
}

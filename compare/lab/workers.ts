import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Target } from '../../targets/target.ts';
import type { Lane } from './lane.ts';
import type { DeliveryMode } from './mode.ts';
import type { DeployedLane } from './stack/lane-stage.ts';

const PROGRAM = fileURLToPath(new URL('../../workers/lab-consume.ts', import.meta.url));

/** Longer than a process takes to start on a busy machine, or to end what it has begun. */
const START_MS = 30_000;
const STOP_MS = 10_000;

/** Starts the processes outside Lambda that work off a lane's queue; answers what stops them. */
export async function startWorkers(
  { settings }: Lane,
  { worker: kind }: DeliveryMode,
  { queues, worker: variables }: DeployedLane,
  target: Pick<Target, 'environment' | 'timeScale'>,
): Promise<() => Promise<void>> {
  if (!kind || !variables) return async () => {};
  const env = {
    ...{ PATH: process.env.PATH, HOME: process.env.HOME, ...target.environment, ...variables },
    ...{ QUEUE_URL: queues[0], CONCURRENCY: String(settings.workerConcurrency) },
    ...(kind === 'short-poll' ? { SHORT_POLL_MS: String(settings.pollMs) } : {}),
    ...{ VISIBILITY_S: String(settings.visibilityTimeoutS ?? 6 * settings.timeoutS), TIME_SCALE: String(target.timeScale) },
  };
  const children = Array.from({ length: settings.workers }, () =>
    spawn(process.execPath, [PROGRAM], { env, stdio: ['ignore', 'pipe', 'ignore'] }),
  );
  const stop = async () => void (await Promise.all(children.map(end)));
  try {
    await Promise.all(children.map(ready));
  } catch (error) {
    await stop();
    throw error;
  }
  return stop;
}

async function ready(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit').then(([code]) => Promise.reject(new Error(`A worker ended with ${code} before it was ready`)));
  const said = once(child.stdout as NonNullable<ChildProcess['stdout']>, 'data', { signal: AbortSignal.timeout(START_MS) });
  await Promise.race([said, gone]);
  child.stdout?.resume();
  gone.catch(() => {});
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  await gone;
  clearTimeout(late);
}

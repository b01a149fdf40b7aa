import { setTimeout as sleep } from 'node:timers/promises';
import type { Target } from '../../targets/target.ts';
import { startWorkerProcess, type WorkerProcess } from '../worker-process.ts';
import type { Lane } from './lane.ts';
import type { DeliveryMode } from './mode.ts';
import type { DeployedLane } from './stack/deployed-lane.ts';

/** Longer than a process takes to end what it has begun. */
const STOP_MS = 10_000;
/** From the end of one to the start of the next, as a service does that watches over it. */
const RESTART_MS = 100;

export interface Workers {
  /** SIGKILL for one of them; false where there are none. */
  kill(): boolean;
  stop(): Promise<void>;
}

/** Starts the processes outside Lambda that work off a lane's queue, and starts anew what ends, as a service of ECS or systemd does. */
export async function startWorkers(
  { settings }: Lane,
  { worker: kind }: DeliveryMode,
  { queues, worker: variables }: DeployedLane,
  target: Pick<Target, 'environment' | 'timeScale'>,
): Promise<Workers> {
  if (!kind || !variables) return { kill: () => false, stop: async () => {} };
  const env = {
    ...{ PATH: process.env.PATH, HOME: process.env.HOME, ...target.environment, ...variables },
    ...{ QUEUE_URL: queues[0], CONCURRENCY: String(settings.workerConcurrency) },
    ...(kind === 'short-poll' ? { SHORT_POLL_MS: String(settings.pollMs) } : {}),
    ...{ VISIBILITY_S: String(settings.visibilityTimeoutS ?? 6 * settings.timeoutS), TIME_SCALE: String(target.timeScale) },
  };
  const running = new Set<WorkerProcess>();
  const stopping = new AbortController();
  const start = (): WorkerProcess => {
    const worker = startWorkerProcess('lab-consume', env);
    running.add(worker);
    void worker.gone.finally(() => running.delete(worker)).catch(() => {});
    return worker;
  };
  /** Whatever ends is started anew, also what had only begun to start. */
  const keepUp = async (worker: WorkerProcess): Promise<void> => {
    for (let now = worker; ; now = start()) {
      await now.gone;
      await sleep(RESTART_MS, undefined, { signal: stopping.signal });
    }
  };
  const stop = async () => {
    stopping.abort();
    await Promise.all([...running].map(end));
  };
  try {
    const first = Array.from({ length: settings.workers }, start);
    await Promise.all(first.map(({ ready }) => ready));
    for (const worker of first) void keepUp(worker).catch(() => {});
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    kill() {
      const [one] = running;
      void one?.end('SIGKILL');
      return one !== undefined;
    },
    stop,
  };
}

async function end(worker: WorkerProcess): Promise<void> {
  const late = setTimeout(() => void worker.end('SIGKILL'), STOP_MS);
  await worker.end('SIGTERM');
  clearTimeout(late);
}

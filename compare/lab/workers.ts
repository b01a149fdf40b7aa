import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Target } from '../../targets/target.ts';
import type { Lane } from './lane.ts';
import type { DeliveryMode } from './mode.ts';
import type { DeployedLane } from './stack/lane-stage.ts';

const PROGRAM = fileURLToPath(new URL('../../workers/lab-consume.ts', import.meta.url));

/** Longer than a process takes to start on a busy machine, or to end what it has begun. */
const START_MS = 30_000;
const STOP_MS = 10_000;
/** From the end of one to the start of the next, as a service does that watches over it. */
const RESTART_MS = 100;
/** Of what a worker said last on stderr: so many lines say why it ended. */
const LAST_LINES = 20;

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
  const children = new Set<ChildProcess>();
  const lastWords = new WeakMap<ChildProcess, () => string>();
  const stopping = new AbortController();
  const start = (): ChildProcess => {
    const child = spawn(process.execPath, [PROGRAM], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    children.add(child);
    lastWords.set(child, keepLast(child.stderr));
    child.once('exit', () => void children.delete(child));
    return child;
  };
  /** Whatever ends is started anew, also what had only begun to start. */
  const keepUp = (child: ChildProcess): void => {
    const again = async () => {
      await sleep(RESTART_MS, undefined, { signal: stopping.signal });
      const next = start();
      next.stdout?.resume();
      keepUp(next);
    };
    if (child.exitCode === null && child.signalCode === null) child.once('exit', () => void again().catch(() => {}));
    else void again().catch(() => {});
  };
  const stop = async () => {
    stopping.abort();
    await Promise.all([...children].map(end));
  };
  try {
    const first = Array.from({ length: settings.workers }, start);
    await Promise.all(first.map((child) => ready(child, lastWords.get(child) ?? (() => ''))));
    for (const child of first) keepUp(child);
  } catch (error) {
    await stop();
    throw error;
  }
  return { kill: () => [...children][0]?.kill('SIGKILL') ?? false, stop };
}

/** Reads it, so that whoever writes is never held up, and keeps the end. */
function keepLast(stream: NodeJS.ReadableStream): () => string {
  let text = '';
  stream.setEncoding('utf8').on('data', (chunk: string) => {
    text = `${text}${chunk}`.split('\n').slice(-LAST_LINES).join('\n');
  });
  return () => text.trim();
}

async function ready(child: ChildProcess, lastWords: () => string): Promise<void> {
  // 'close' comes when all that it said has been read
  const gone = once(child, 'close').then(([code, killedBy]) => {
    throw new Error(`A worker ended with ${code ?? killedBy} before it was ready. ${lastWords() || 'It said nothing.'}`);
  });
  const said = once(child.stdout as NonNullable<ChildProcess['stdout']>, 'data', { signal: AbortSignal.timeout(START_MS) });
  await Promise.race([said, gone]).catch((error: Error) => {
    if (error.name !== 'AbortError') throw error;
    throw new Error(`A worker was not ready within ${START_MS / 1000} s. ${lastWords() || 'It said nothing.'}`);
  });
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

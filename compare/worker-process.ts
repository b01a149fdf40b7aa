import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** Real, and longer than a process takes to start on a busy machine. */
const START_MS = 60_000;
/** Of what a worker said last on stderr: so many lines say why it ended. */
const LAST_LINES = 20;

/** A process outside Lambda, as a container would run it. */
export interface WorkerProcess {
  pid: number;
  /** Resolves when it asks for messages; throws, with its last words, when it ends before or takes too long. */
  ready: Promise<void>;
  /** Resolves with its exit code when it has gone: null when a signal killed it. */
  gone: Promise<number | null>;
  /** Sends a signal, which does no harm when it has gone already, and waits until it has. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null>;
}

/** Starts one of the programs in workers/. Who starts it has to end it, ready or not; the signal ends the waiting for it. */
export function startWorkerProcess(
  program: 'lab-consume' | 'send-share-email',
  env: NodeJS.ProcessEnv,
  interrupted?: AbortSignal,
): WorkerProcess {
  const path = fileURLToPath(new URL(`../workers/${program}.ts`, import.meta.url));
  const child = spawn(process.execPath, [path], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const gone = once(child, 'exit').then(([code]) => code as number | null);
  // read to the end whatever it says, so that it is never held up
  let lastWords = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    lastWords = `${lastWords}${text}`.split('\n').slice(-LAST_LINES).join('\n');
  });
  const asks = Promise.withResolvers<void>();
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    if (text.includes('ready')) asks.resolve();
  });
  const failed = (how: string) => new Error(`A worker ${how}. ${lastWords.trim() || 'It said nothing.'}`);

  async function untilReady(): Promise<void> {
    const over = new AbortController();
    const signal = AbortSignal.any([over.signal, ...(interrupted ? [interrupted] : [])]);
    try {
      await Promise.race([
        asks.promise,
        // 'close' comes when all that it said has been read
        once(child, 'close', { signal }).then(([code, killedBy]) => {
          throw failed(`ended with ${code ?? killedBy} before it was ready`);
        }),
        sleep(START_MS, undefined, { signal }).then(() => {
          throw failed(`was not ready within ${START_MS / 1000} s`);
        }),
      ]);
    } finally {
      over.abort();
    }
  }
  const ready = untilReady();
  // heard where they are waited for
  for (const promise of [ready, gone]) promise.catch(() => {});

  return {
    pid: child.pid ?? 0,
    ready,
    gone,
    end(signal) {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      return gone;
    },
  };
}

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Lab } from '../lab/lab.ts';

const PROGRAM = fileURLToPath(new URL('../../workers/send-share-email.ts', import.meta.url));
const VISIBILITY_S = 60;
const LAST_LINES = 2_000;
/** Real: a busy machine takes its time to start a process. */
const START_S = 30;

export interface WorkerProcess {
  pid: number;
  /** SIGTERM; answers its exit code. */
  stop(): Promise<number | null>;
  /** SIGKILL; no harm when it is gone already. */
  kill(): Promise<void>;
}

/** A real process, as a container would run it; resolves when it asks for messages. */
export async function startWorker(lab: Lab): Promise<WorkerProcess> {
  const { timeScale, environment } = lab.target;
  const child = spawn(process.execPath, [PROGRAM], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      ...environment,
      QUEUE_URL: lab.output('EmailWorkerQueueUrl'),
      DELIVERIES_TABLE_NAME: lab.output('DeliveriesTableName'),
      SHARE_DELIVERIES_TOPIC_ARN: lab.output('ShareDeliveriesTopicArn'),
      EMAIL_API_URL: lab.thirdParties.email.url,
      CONCURRENCY: '4',
      VISIBILITY_S: String(VISIBILITY_S),
      // the queue's time may run faster than the worker's
      HEARTBEAT_MS: String(Math.max((VISIBILITY_S * 1000) / 3 / timeScale, 50)),
      POWERTOOLS_SERVICE_NAME: 'share-email-worker',
    },
  });
  const gone = once(child, 'exit');
  // heard where it is waited for
  gone.catch(() => {});
  let said = '';
  let ready = false;
  const note = (chunk: Buffer) => {
    said = (said + chunk).slice(-LAST_LINES);
    ready ||= said.includes('ready');
  };
  child.stdout.on('data', note);
  child.stderr.on('data', note);
  await lab
    .until('the worker has started', START_S * timeScale, async () => {
      if (child.exitCode !== null || child.signalCode !== null) throw new Error('It ended before it asked for messages');
      return ready;
    })
    .catch((error: Error) => {
      child.kill('SIGKILL');
      throw new Error(`The worker did not start: ${error.message}: ${said}`, { cause: error });
    });

  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    await gone;
    return child.exitCode;
  };
  return { pid: child.pid ?? 0, stop: () => end('SIGTERM'), kill: async () => void (await end('SIGKILL')) };
}

import { join } from 'node:path';
import { EXIT, UserError } from '../compare/errors.ts';
import { untilHealthy } from './health.ts';
import { ROOT } from './paths.ts';
import { run, tail } from './run.ts';
import { DEFAULT_SETTINGS, type PollSettings, pollVariables } from './settings.ts';

export const COMPOSE_FILE = join(ROOT, 'localstack.yml');

export interface DockerOptions {
  port?: number;
  settings?: Partial<PollSettings>;
  onProgress?(line: string): void;
  signal?: AbortSignal;
}

export interface DockerLocalStack {
  endpoint: string;
  port: number;
  version: string;
  settings: PollSettings;
  stop(): Promise<void>;
}

const DEFAULT_PORT = 4566;
const HEALTHY_WITHIN_MS = 120_000;

/** Why LocalStack cannot run in Docker here; undefined when it can. */
export async function whyNoDocker(): Promise<string | undefined> {
  const engine = await run('docker', ['info', '--format', '{{.ServerVersion}}']);
  if (engine.code === undefined) return 'there is no docker command';
  if (engine.code !== 0) return 'no Docker engine answers';
  const compose = await run('docker', ['compose', 'version']);
  return compose.code === 0 ? undefined : 'docker has no compose plugin';
}

/** What makes `localstack.yml` listen there; LOCALSTACK_AUTH_TOKEN and LOCALSTACK_VERSION pass through from the environment. */
const composeEnvironment = (port: number, settings: PollSettings) => ({
  PUSHPULL_LOCALSTACK_PORT: String(port),
  ...pollVariables(settings),
});

const compose = (...args: string[]) => ['compose', '--file', COMPOSE_FILE, ...args];

/** LocalStack's own image, with functions in containers beside it. */
export async function startDockerLocalStack(options: DockerOptions = {}): Promise<DockerLocalStack> {
  const { port = DEFAULT_PORT, onProgress = () => {}, signal } = options;
  const why = await whyNoDocker();
  if (why)
    throw new UserError(
      `LocalStack cannot run in Docker: ${why}. The same LocalStack runs without it: npm run localstack -- --no-docker`,
      EXIT.failed,
    );
  const settings = { ...DEFAULT_SETTINGS, ...options.settings };
  const env = composeEnvironment(port, settings);
  onProgress('starting LocalStack in Docker; the first time its image is pulled, about 1 GB');
  try {
    const up = await run('docker', compose('up', '--detach', '--wait'), { env, onLine: (line) => onProgress(`docker: ${line}`), signal });
    if (up.code !== 0) {
      const logs = await run('docker', compose('logs', '--no-color', '--tail', '20'), { env });
      throw new UserError(
        `docker compose could not start LocalStack:\n${tail(up.output)}\n${tail(logs.output, 20)}${tokenHint()}`,
        EXIT.failed,
      );
    }
    const endpoint = `http://127.0.0.1:${port}`;
    const found = await untilHealthy(endpoint, HEALTHY_WITHIN_MS, () => signal?.aborted === true);
    signal?.throwIfAborted();
    if (!found)
      throw new UserError(
        `LocalStack's container runs, but ${endpoint} was not healthy within ${HEALTHY_WITHIN_MS / 1000} s.`,
        EXIT.failed,
      );
    return { endpoint, port, version: found.version, settings, stop: () => stopDockerLocalStack(port) };
  } catch (error) {
    // what it could not start is the news, not that it could not be ended either
    await stopDockerLocalStack(port).catch(() => {});
    throw error;
  }
}

/** Ends the container and forgets what was in it. */
export async function stopDockerLocalStack(port = DEFAULT_PORT): Promise<void> {
  const { code, output } = await run('docker', compose('down', '--volumes', '--remove-orphans'), {
    env: composeEnvironment(port, DEFAULT_SETTINGS),
  });
  if (code !== 0) throw new UserError(`docker compose could not end LocalStack:\n${tail(output)}`, EXIT.failed);
}

const tokenHint = () =>
  process.env.LOCALSTACK_VERSION && !process.env.LOCALSTACK_AUTH_TOKEN
    ? '\nImages after 4.14.0 want an account: set LOCALSTACK_AUTH_TOKEN (https://app.localstack.cloud/workspace/auth-tokens).'
    : '';

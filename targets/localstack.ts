import { setTimeout as sleep } from 'node:timers/promises';
import { startDockerLocalStack } from '../localstack/docker.ts';
import { functionProcess } from '../localstack/functions.ts';
import { identify, runs } from '../localstack/identity.ts';
import type { Remembered } from '../localstack/remembered.ts';
import type { PollSettings } from '../localstack/settings.ts';
import { type RunningLocalStack, startLocalStack } from '../localstack/start.ts';
import type { Target } from './target.ts';

/** LocalStack's account for every key that isn't an account itself. */
const ACCOUNT = '000000000000';
const REGION = 'us-east-1';

export interface LocalstackOptions {
  /** 0 takes any free one (without Docker). */
  port: number;
  /** In a container, from its own image; without, from PyPI, with functions as processes of this machine. */
  docker?: boolean;
  settings?: Partial<PollSettings>;
  /** More variables for its process, without Docker. */
  environment?: Record<string, string>;
  /** It goes on when this process ends. */
  detach?: boolean;
  onProgress?(line: string): void;
  /** What is told at once: that something is downloaded. */
  onNote?(line: string): void;
  signal?: AbortSignal;
}

export interface LocalstackTarget extends Target {
  name: 'localstack';
  endpoint: string;
  port: number;
  /** How its event source mappings poll: to be stated beside any figure. */
  settings: PollSettings;
  /** Resolves when it has ended without `stop`; never in Docker. */
  ended: Promise<void>;
  /** What another process needs to know to end it. */
  remembered: Remembered;
}

/** The real LocalStack. Throws UserError when it cannot be installed or started. */
export async function localstackTarget({ docker = false, ...options }: LocalstackOptions): Promise<LocalstackTarget> {
  const inDocker = docker ? await startDockerLocalStack(options) : undefined;
  const asProcess = docker ? undefined : await startLocalStack(options);
  const started = inDocker ?? (asProcess as RunningLocalStack);
  return {
    name: 'localstack',
    title: `LocalStack ${started.version} ${docker ? 'with' : 'without'} Docker`,
    endpoint: started.endpoint,
    port: started.port,
    settings: started.settings,
    ended: asProcess?.ended ?? new Promise(() => {}),
    remembered: {
      endpoint: started.endpoint,
      port: started.port,
      ...(asProcess && { process: asProcess.process, folder: asProcess.folder }),
    },
    region: REGION,
    account: ACCOUNT,
    credentials: { accessKeyId: ACCOUNT, secretAccessKey: 'local' },
    environment: {
      AWS_ENDPOINT_URL: started.endpoint,
      AWS_ACCESS_KEY_ID: ACCOUNT,
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_REGION: REGION,
      AWS_DEFAULT_REGION: REGION,
    },
    // a container's 127.0.0.1 is its own
    reachesLoopback: !docker,
    timeScale: 1,
    ...(asProcess && {
      async killFunction(name) {
        const pid = await functionProcess(asProcess.process.pid, name);
        const found = pid === undefined ? undefined : await identify(pid);
        if (found === undefined) return false;
        process.kill(found.pid, 'SIGKILL');
        // until then it may still be handed an invocation
        while (await runs(found)) await sleep(10);
        return true;
      },
    }),
    stop: () => started.stop(),
  };
}

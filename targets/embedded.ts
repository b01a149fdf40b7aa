import { type EventStream, startEmulator } from 'pushpull-emulator';
import type { Target } from './target.ts';

/** Any key of 12 digits is an account; this one is the embedded stack's default. */
const ACCOUNT = '000000000000';
const REGION = 'us-east-1';

export interface EmbeddedOptions {
  /** 0 takes any free one. */
  port: number;
  timeScale: number;
  seed: number;
}

export type EmbeddedTarget = Target & { endpoint: string; events: EventStream };

/** The embedded stack in this process. Rejects with EADDRINUSE when the port is taken. */
export async function embeddedTarget(options: EmbeddedOptions): Promise<EmbeddedTarget> {
  const emulator = await startEmulator(options);
  /** Living processes of functions: pid by environment, with the function's ARN. */
  const processes = new Map<string, { pid: number; arn: string }>();
  emulator.events.subscribe(({ type, resource, detail }) => {
    if (type !== 'lambda.environment' || !detail || !resource) return;
    if (detail.state === 'ended') processes.delete(String(detail.environment));
    else if (detail.state === 'ready') processes.set(String(detail.environment), { pid: Number(detail.pid), arn: resource });
  });
  return {
    name: 'embedded',
    title: 'the embedded stack',
    endpoint: emulator.endpoint,
    region: REGION,
    account: ACCOUNT,
    credentials: { accessKeyId: ACCOUNT, secretAccessKey: 'local' },
    environment: {
      AWS_ENDPOINT_URL: emulator.endpoint,
      AWS_ACCESS_KEY_ID: ACCOUNT,
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_REGION: REGION,
      AWS_DEFAULT_REGION: REGION,
    },
    reachesLoopback: true,
    timeScale: options.timeScale,
    events: emulator.events,
    async killFunction(name) {
      const found = [...processes].find(([, { arn }]) => arn.includes(name));
      if (!found) return false;
      const [environment, { pid }] = found;
      processes.delete(environment);
      process.kill(pid, 'SIGKILL');
      return true;
    },
    stop: () => emulator.stop(),
  };
}

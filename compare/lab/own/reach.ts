import type { AwsTarget } from '../../../targets/aws.ts';
import { stayLocal } from '../../../targets/guard.ts';
import { waitsOf } from '../../../targets/waits.ts';
import { EXIT, UserError } from '../../errors.ts';
import type { Run } from '../run.ts';
import type { LabClients } from '../targets/place.ts';
import type { OwnConfig } from './config.ts';

/** Where somebody's own queues are, and how they are reached. */
export interface Reached {
  target: Run['target'];
  clients: LabClients;
  /** Real milliseconds between two looks for stamps: on AWS each is paid for. */
  everyMs: number;
}

const LOCAL_LOOK_MS = 200;
const AWS_LOOK_MS = 2000;

/** A stack on this machine. From here on this process sees it alone, whatever profiles and keys its user has. */
export async function reachLocal({ lanes }: OwnConfig, endpoint: string, region: string): Promise<Reached> {
  const accounts = [...new Set(lanes.map(({ arn }) => arn.account))];
  if (accounts.length > 1)
    throw new UserError(`The lanes are in several accounts (${accounts.join(', ')}); a local stack is asked as one.`, EXIT.usage);
  // a local stack takes any key of 12 digits for an account
  const accessKeyId = accounts[0] as string;
  await stayLocal({ endpoint, region, accessKeyId }).catch((error: Error) => {
    throw new UserError(error.message, EXIT.failed);
  });
  return {
    target: await whoIsIt(endpoint),
    clients: { endpoint, region, credentials: { accessKeyId, secretAccessKey: 'local' } },
    everyMs: LOCAL_LOOK_MS,
  };
}

export const reachAccount = ({ title, clients }: AwsTarget): Reached => ({
  target: { name: 'aws', title, timeScale: 1, settings: waitsOf({ name: 'aws', timeScale: 1 }) },
  clients,
  everyMs: AWS_LOOK_MS,
});

/** Asks for what the two stacks that the lab knows say of themselves. */
async function whoIsIt(endpoint: string): Promise<Run['target']> {
  const ask = async (path: string) => {
    const answer = await fetch(new URL(path, endpoint), { signal: AbortSignal.timeout(5000) }).catch(() => undefined);
    return answer?.ok ? ((await answer.json().catch(() => undefined)) as Record<string, unknown> | undefined) : undefined;
  };
  const embedded = await ask('/_emulator/health');
  if (typeof embedded?.timeScale === 'number') {
    const { timeScale } = embedded;
    return {
      name: 'embedded',
      title: `the embedded stack at ${endpoint}`,
      timeScale,
      settings: waitsOf({ name: 'embedded', timeScale }),
    };
  }
  const { version } = (await ask('/_localstack/health')) ?? {};
  const unknown = ['how often its event source mappings poll is not known to the lab'];
  if (typeof version === 'string')
    return { name: 'localstack', title: `LocalStack ${version} at ${endpoint}`, timeScale: 1, settings: unknown };
  return { name: 'other', title: endpoint, timeScale: 1, settings: unknown };
}

import { randomBytes } from 'node:crypto';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { type AwsTarget, accountConcurrency, bootstrapVersion } from '../../../targets/aws.ts';
import { openCdk, userCredentials } from '../../../targets/cdk.ts';
import { deleteLogGroups, leftOvers } from '../../../targets/left-overs.ts';
import { type DeployedStack, deleteStack, findStacks } from '../../../targets/stacks.ts';
import { waitsOf } from '../../../targets/waits.ts';
import { EXIT, UserError } from '../../errors.ts';
import { signedFetch } from '../../signed-fetch.ts';
import type { Plan } from '../experiment.ts';
import { LAB_STACK, THIRD_PARTY_STACK } from '../stack/build-lab.ts';
import type { Place } from './place.ts';

export const LAB_STACKS: readonly string[] = [LAB_STACK, THIRD_PARTY_STACK];

/** AWS keeps so much of an account's concurrency for functions that reserve none. */
const KEPT_FREE = 100;

export interface AwsPlace extends Place {
  /** The environment of processes beside the lanes: they have the generator's own rights. */
  environment: Record<string, string>;
}

/** An account of AWS. Its third parties take signed requests alone; tags say which run made what. */
export async function awsPlace(aws: AwsTarget, { profile, pollMs }: { profile?: string | undefined; pollMs: number }): Promise<AwsPlace> {
  const { region, clients } = aws;
  const { credentials } = new LambdaClient(clients).config;
  const keys = await credentials();
  return {
    clients,
    settings: [
      ...waitsOf(aws),
      'X-Ray traces requests by its own sampling; functions log to CloudWatch',
      `${region}; the account may run ${await accountConcurrency(aws)} functions at once`,
    ],
    tags: { run: randomBytes(4).toString('hex') },
    // asked for each time: keys of a session are renewed while a run goes on
    call: async (input, init) => signedFetch({ region, credentials: await credentials() })(input, init),
    async deploy(build, _thirdPartyUrl, onProgress) {
      const cdk = await openCdk({ credentials: userCredentials(region, profile), context: {}, build, onLine: onProgress, pollMs });
      try {
        return await cdk.deploy();
      } finally {
        await cdk.dispose();
      }
    },
    environment: {
      ...Object.fromEntries(
        Object.entries(process.env).flatMap(([name, value]) => (name.startsWith('AWS_') && value ? [[name, value]] : [])),
      ),
      ...aws.environment,
      AWS_ACCESS_KEY_ID: keys.accessKeyId,
      AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
      ...(keys.sessionToken ? { AWS_SESSION_TOKEN: keys.sessionToken } : {}),
    },
  };
}

/** Throws UserError where the account isn't ready for the plan. */
export async function needRoom(aws: AwsTarget, { lanes }: Plan, profile: string | undefined): Promise<void> {
  if ((await bootstrapVersion(aws)) === undefined)
    throw new UserError(
      `CDK is not bootstrapped there. Run: npx cdk bootstrap aws://${aws.account}/${aws.region}${profile ? ` --profile ${profile}` : ''}`,
      EXIT.failed,
    );
  const reserved = lanes.reduce((sum, { settings }) => sum + (settings.reservedConcurrency ?? 0) * settings.fanOut, 0);
  const there = await accountConcurrency(aws);
  if (reserved > 0 && reserved + KEPT_FREE > there)
    throw new UserError(
      `The lanes reserve ${reserved} concurrent executions, of which the account has ${there} and keeps ${KEPT_FREE} free: ask AWS for more, or reserve less.`,
      EXIT.failed,
    );
}

/** The lab's own stacks in the account: of another run, or of one that was broken off, or kept. */
export const labStacks = async ({ clients }: AwsTarget): Promise<DeployedStack[]> =>
  (await findStacks(clients)).filter(({ name }) => LAB_STACKS.some((stack) => name === stack || name.startsWith(`${stack}More`)));

/** Deletes the lab's stacks with their log groups. Answers what is left of them, as the services themselves say. */
export async function removeLab(aws: AwsTarget, onProgress: (line: string) => void): Promise<string[]> {
  const { clients } = aws;
  const stacks = await labStacks(aws);
  const kept: string[] = [];
  for (const stack of stacks) {
    onProgress(`deleting   ${stack.name}`);
    kept.push(...(await deleteStack(clients, stack)));
  }
  const names = stacks.map(({ name }) => name);
  await deleteLogGroups(clients, names);
  return [...new Set([...kept, ...(await leftOvers(clients, stacks))])];
}

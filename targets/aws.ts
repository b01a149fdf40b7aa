import { IAMClient, ListAccountAliasesCommand } from '@aws-sdk/client-iam';
import { GetAccountSettingsCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { EXIT, UserError } from '../compare/errors.ts';
import { awsProblem, needProfile } from './aws-problem.ts';
import type { Target } from './target.ts';

/** CDK's own parameter, for its default qualifier. https://docs.aws.amazon.com/cdk/v2/guide/bootstrapping-env.html */
const BOOTSTRAP_VERSION = '/cdk-bootstrap/hnb659fds/version';

export interface AwsOptions {
  profile?: string;
  region?: string;
  /** For tests alone: something else than AWS plays AWS, at AWS_ENDPOINT_URL. */
  allowEndpoint?: boolean;
}

/** What clients of this target are made with: no call without an end, and the user's own profile. */
export interface ClientSettings {
  region: string;
  profile?: string;
  maxAttempts: number;
  requestHandler: { connectionTimeout: number; requestTimeout: number; throwOnRequestTimeout: boolean };
}

export interface AwsTarget extends Target {
  name: 'aws';
  clients: ClientSettings;
  /** Of the account, if it has one, for a person to know it by. */
  alias?: string;
  /** Who deploys. */
  arn: string;
}

/**
 * The real AWS, by the SDK's own chain of credentials. Asks who it is, and refuses a second opinion about where AWS is: an endpoint
 * in the environment is a local stack's, left over in the shell.
 */
export async function awsTarget({ profile, region, allowEndpoint = false }: AwsOptions): Promise<AwsTarget> {
  const endpoints = Object.keys(process.env).filter((name) => /^AWS_ENDPOINT_URL(_|$)/.test(name));
  if (endpoints.length > 0 && !allowEndpoint)
    throw new UserError(
      `${endpoints.join(', ')} is set, and what answers there is not AWS. Unset it, or choose --target embedded or localstack.`,
      EXIT.failed,
    );
  await needProfile(profile);
  const settings = {
    profile,
    maxAttempts: 3,
    requestHandler: { connectionTimeout: 5_000, requestTimeout: 20_000, throwOnRequestTimeout: true },
  };
  const sts = new STSClient({ ...settings, ...(region ? { region } : {}) });
  const found = await resolveRegion(sts, region);
  const { Account: account, Arn: arn } = await sts.send(new GetCallerIdentityCommand({})).catch((error: unknown) => {
    throw awsProblem(error, { profile, region: found });
  });
  if (!account || !arn)
    throw new UserError('What answers for AWS is not AWS: it names no account. Look at the network, and at a proxy.', EXIT.failed);
  const clients = { ...settings, region: found };
  // a person without the right to ask still may deploy
  const aliases = await new IAMClient(clients).send(new ListAccountAliasesCommand({})).catch(() => undefined);
  const alias = aliases?.AccountAliases?.[0];
  return {
    name: 'aws',
    title: `AWS, account ${account}${alias ? ` (${alias})` : ''}, ${found}`,
    region: found,
    account,
    arn,
    ...(alias ? { alias } : {}),
    environment: { AWS_REGION: found, AWS_DEFAULT_REGION: found, ...(profile ? { AWS_PROFILE: profile } : {}) },
    reachesLoopback: false,
    timeScale: 1,
    clients,
    stop: async () => {},
  };
}

async function resolveRegion(sts: STSClient, given: string | undefined): Promise<string> {
  try {
    return given ?? (await sts.config.region());
  } catch {
    throw new UserError('There is no region: give --region eu-west-1, set AWS_REGION, or set one in the profile.', EXIT.usage);
  }
}

/** The version of the CDK's bootstrap stack in the account and region; undefined where there is none. */
export async function bootstrapVersion({ clients }: AwsTarget): Promise<number | undefined> {
  try {
    const { Parameter } = await new SSMClient(clients).send(new GetParameterCommand({ Name: BOOTSTRAP_VERSION }));
    return Number(Parameter?.Value);
  } catch (error) {
    if ((error as Error).name === 'ParameterNotFound') return undefined;
    throw error;
  }
}

/** How many functions may run at once in the account and region: 1,000 unless AWS says otherwise, and ten in many new accounts. */
export async function accountConcurrency({ clients }: AwsTarget): Promise<number> {
  const { AccountLimit } = await new LambdaClient(clients).send(new GetAccountSettingsCommand({}));
  return AccountLimit?.ConcurrentExecutions ?? 0;
}

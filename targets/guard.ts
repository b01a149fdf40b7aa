import { whatAnswered } from './what-answers.ts';

/**
 * Keeps a deployment to a local target away from real accounts. The SDK takes endpoints and credentials from a dozen places (variables,
 * profiles, their `services` sections, the metadata service), and one that is overlooked sends a request, signed with real credentials, to
 * a real account. So nothing of the user's is left in, and the endpoint has to say who it is before anything else is asked of it.
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 */
export interface LocalTarget {
  endpoint: string;
  region: string;
  /** Of a local stack: made up, and 12 digits of it are an account. */
  accessKeyId: string;
}

type Env = Record<string, string | undefined>;

/** Names that stand for this machine; localstack.cloud publishes its own with the address 127.0.0.1. */
export function isLoopback(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { hostname } = new URL(url);
  return (
    /^127(\.\d{1,3}){3}$/.test(hostname) ||
    hostname === '[::1]' ||
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === 'localhost.localstack.cloud' ||
    hostname.endsWith('.localhost.localstack.cloud')
  );
}

/** The environment of a process that is to reach this target and no other. */
export function localEnvironment({ endpoint, region, accessKeyId }: LocalTarget, from: Env = process.env): Record<string, string> {
  const kept = Object.entries(from).filter((entry): entry is [string, string] => {
    const [name, value] = entry;
    return value !== undefined && !/^(AWS|CDK_DEFAULT)_/.test(name);
  });
  return {
    ...Object.fromEntries(kept),
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}

/** The account that a local access key stands for. */
export const localAccount = (accessKeyId: string) => (/^\d{12}$/.test(accessKeyId) ? accessKeyId : '000000000000');

/**
 * Fails unless the endpoint is on this machine and says that it is the made-up account. It is asked with made-up credentials over plain
 * HTTP, so that even a tunnel to AWS learns nothing, and refuses.
 */
export async function assertLocal({ endpoint, region, accessKeyId }: LocalTarget): Promise<void> {
  if (!isLoopback(endpoint)) throw new Error(`${endpoint} is not on this machine: a local target has to be. Nothing was sent to it.`);
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-amz-date': '20260101T000000Z',
      authorization: `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20260101/${region}/sts/aws4_request, SignedHeaders=host, Signature=${'0'.repeat(64)}`,
    },
    body: 'Action=GetCallerIdentity&Version=2011-06-15',
    redirect: 'error',
    // a LocalStack loads a service at its first request, which takes it seconds, and many on a busy machine
    signal: AbortSignal.timeout(60_000),
  }).catch((error: Error) => {
    throw new Error(`Nothing at ${endpoint} answers as AWS: ${(error.cause as Error | undefined)?.message ?? error.message}`);
  });
  const text = await response.text();
  const account = text.match(/<Account>(\d{12})<\/Account>/)?.[1];
  const wanted = localAccount(accessKeyId);
  if (account !== wanted)
    throw new Error(
      account === undefined
        ? `What answers at ${endpoint} is no AWS stack: ${whatAnswered(response, text)}. Nothing was deployed.`
        : `${endpoint} should be account ${wanted}, and says ${account}. Nothing was deployed.`,
    );
}

/** Both, for this process: from here on its SDKs see the local target alone. */
export async function stayLocal(target: LocalTarget): Promise<void> {
  await assertLocal(target);
  const local = localEnvironment(target);
  for (const name of Object.keys(process.env)) if (!(name in local)) delete process.env[name];
  Object.assign(process.env, local);
}

/**
 * For `cdk` run by hand, whose environment is not ours to make: what in it may lead past the local endpoint it names. Empty where it
 * names none, or nothing is wrong.
 */
export function leaks(env: Env): string[] {
  const endpoint = env.AWS_ENDPOINT_URL;
  if (!endpoint || !isLoopback(endpoint)) return [];
  const { port } = new URL(endpoint);
  const found: string[] = [];
  for (const [name, value] of Object.entries(env))
    if (name.startsWith('AWS_ENDPOINT_URL_') && value && !(isLoopback(value) && new URL(value).port === port))
      found.push(`${name}=${value} leads elsewhere than AWS_ENDPOINT_URL`);
  if (/^true$/i.test(env.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS ?? ''))
    found.push('AWS_IGNORE_CONFIGURED_ENDPOINT_URLS=true switches AWS_ENDPOINT_URL off');
  const account = env.CDK_DEFAULT_ACCOUNT;
  const key = env.AWS_ACCESS_KEY_ID ?? '';
  if (account && account !== localAccount(key) && account !== '000000000000')
    found.push(`cdk found the account ${account}, which no local stack has`);
  if (/^A(KIA|SIA)[A-Z2-7]{16}$/.test(key))
    found.push('AWS_ACCESS_KEY_ID looks like a real one, and would sign what goes to the local endpoint');
  return found;
}

import type { App } from 'aws-cdk-lib';
import type { BuildAppOptions } from '../lib/app.ts';
import { bootstrapLocal } from '../targets/bootstrap-local.ts';
import { localCredentials, openCdk } from '../targets/cdk.ts';
import { stayLocal } from '../targets/guard.ts';
import type { Target } from '../targets/target.ts';

export interface DeployTo {
  target: Pick<Target, 'endpoint' | 'region' | 'account' | 'credentials'>;
  /** Of the third parties' server; absent: they are deployed too, as a function. */
  thirdPartyUrl?: string;
  /** The stacks that are wanted, with those they depend on; absent: all. */
  stacks?: string[];
  /** More of the app's context (lib/settings.ts). */
  context?: Record<string, string>;
  /** Makes what is deployed; absent: the app. */
  build?(options: BuildAppOptions): Promise<App>;
  /** Called with a line for a person at every step. */
  onProgress(line: string): void;
}

export type Outputs = Record<string, string>;

/** Anyone may call the URLs, and may be called back here; nobody waits for hours until an endpoint of theirs counts as dead. */
const ON_THIS_MACHINE = { urlAuth: 'none', callbackAllow: '127.0.0.1', callbackLadder: '2,5,15,30,60' };

/**
 * `cdk bootstrap` and `cdk deploy --all` in this process, through the CDK's own toolkit library: the same code as the command,
 * without the two seconds that a process of it takes. Answers the outputs of all stacks.
 */
export async function deployApp({ target, thirdPartyUrl, stacks, context: more, build, onProgress }: DeployTo): Promise<Outputs> {
  const { endpoint, region, account, credentials: keys } = target;
  if (endpoint === undefined || keys === undefined)
    throw new Error('deployApp deploys to local targets: an endpoint and credentials are needed');
  // the environment tells the SDK inside the toolkit where to go; credentials are given to it, so that none of the user's are looked for
  await stayLocal({ endpoint, region, accessKeyId: keys.accessKeyId });
  // the templates' check against the resource schemas takes a third of a deployment: tests, and cdk itself, do it
  process.env.CDK_VALIDATION ??= 'false';
  const credentials = localCredentials(region, keys.accessKeyId, keys.secretAccessKey);
  const context = { ...ON_THIS_MACHINE, ...(thirdPartyUrl ? { thirdPartyUrl } : {}), ...more };
  onProgress('bundling the functions, bootstrapping');
  const bootstrapped = bootstrapLocal(credentials, account, region);
  const [cdk] = await Promise.all([openCdk({ credentials, context, build, onLine: onProgress, pollMs: 100 }), bootstrapped]);
  try {
    onProgress('deploying');
    return await cdk.deploy(stacks);
  } finally {
    await cdk.dispose();
  }
}

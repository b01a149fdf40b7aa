import {
  BaseCredentials,
  BootstrapEnvironments,
  ExpandStackSelection,
  type IIoHost,
  MemoryContext,
  StackSelectionStrategy,
  Toolkit,
} from '@aws-cdk/toolkit-lib';
import type { App } from 'aws-cdk-lib';
import { type BuildAppOptions, buildApp } from '../lib/app.ts';
import { stayLocal } from '../targets/guard.ts';
import { temporaryOutdir } from '../targets/outdir.ts';
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
export async function deployApp({
  target,
  thirdPartyUrl,
  stacks,
  context: more,
  build = buildApp,
  onProgress,
}: DeployTo): Promise<Outputs> {
  const { endpoint, region, account, credentials } = target;
  if (endpoint === undefined || credentials === undefined)
    throw new Error('deployApp deploys to local targets: an endpoint and credentials are needed');
  // the environment tells the SDK inside the toolkit where to go; credentials are given to it, so that none of the user's are looked for
  await stayLocal({ endpoint, region, accessKeyId: credentials.accessKeyId });
  // the templates' check against the resource schemas takes a third of a deployment: tests, and cdk itself, do it
  process.env.CDK_VALIDATION ??= 'false';
  const baseCredentials = BaseCredentials.custom({ region, provider: async () => credentials });
  const toolkit = new Toolkit({ ioHost: ioHost(onProgress), emojis: false, color: false, sdkConfig: { baseCredentials } });
  const { outdir, remove } = temporaryOutdir();
  const app = await toolkit.fromAssemblyBuilder(async ({ context }) => (await build({ outdir, context })).synth(), {
    outdir,
    contextStore: new MemoryContext({ ...ON_THIS_MACHINE, ...(thirdPartyUrl ? { thirdPartyUrl } : {}), ...more }),
  });
  onProgress('bundling the functions, bootstrapping');
  const [assembly] = await Promise.all([
    toolkit.synth(app),
    toolkit.bootstrap(BootstrapEnvironments.fromList([`aws://${account}/${region}`])),
  ]);
  onProgress('deploying');
  try {
    const result = await toolkit.deploy(assembly, {
      stacks: stacks
        ? { strategy: StackSelectionStrategy.PATTERN_MUST_MATCH, patterns: stacks, expand: ExpandStackSelection.UPSTREAM }
        : { strategy: StackSelectionStrategy.ALL_STACKS },
      concurrency: 2,
      stackEventPollingInterval: 100,
    });
    return Object.assign({}, ...result.stacks.map((stack) => stack.outputs));
  } finally {
    await assembly.dispose?.();
    remove();
  }
}

/** Shows resources as they are done, and warnings and errors as they come; never asks. */
function ioHost(onProgress: (line: string) => void): IIoHost {
  return {
    async notify({ level, code, message, data }) {
      if (level === 'error' || level === 'warn') onProgress(message);
      else if (code === 'CDK_TOOLKIT_I5502') {
        const { event } = data as { event: { StackName?: string; LogicalResourceId?: string; ResourceStatus?: string } };
        onProgress(`${event.StackName} ${event.LogicalResourceId} ${event.ResourceStatus}`);
      }
    },
    requestResponse: async (request) => request.defaultResponse,
  };
}

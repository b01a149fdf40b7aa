import {
  BaseCredentials,
  DiffMethod,
  ExpandStackSelection,
  type IBaseCredentialsProvider,
  type IIoHost,
  MemoryContext,
  StackSelectionStrategy,
  Toolkit,
} from '@aws-cdk/toolkit-lib';
import type { App } from 'aws-cdk-lib';
import type { Template } from '../compare/cost/estimate.ts';
import { type BuildAppOptions, buildApp } from '../lib/app.ts';
import { temporaryOutdir } from './outdir.ts';
import { within } from './within.ts';

export interface Cdk {
  stackNames: string[];
  templates: Template[];
  /** How many stacks would change; what would, goes to `onLine`. */
  diff(): Promise<number>;
  /** Deploys these stacks, with those they depend on, or all. Answers the outputs of all that it deployed. */
  deploy(stacks?: string[]): Promise<Record<string, string>>;
  dispose(): Promise<void>;
}

export interface CdkOptions {
  credentials: IBaseCredentialsProvider;
  context: Record<string, string>;
  /** Makes what is deployed; absent: the app. */
  build?: ((options: BuildAppOptions) => Promise<App>) | undefined;
  onLine(line: string): void;
  /** How often CloudFormation is asked how far it is. AWS counts these requests; a local stack doesn't. */
  pollMs: number;
}

/** CDK's template comparison alone: a change set would have to be written to the account before anybody has agreed to anything. */
const READ_ONLY = DiffMethod.TemplateOnly();

/** Longer than any deployment of this app, and what comes before it, take; one that takes longer is stuck. */
const DEPLOYMENT_MS = 45 * 60_000;
const SYNTHESIS_MS = 10 * 60_000;
/** How often a finished deployment is looked at again for outputs that it lacks. */
const LOOKS = 3;
const DIFF_MS = 5 * 60_000;

/** The app, synthesised with this context and these credentials, in this process: the code of the `cdk` command, without its start. */
export async function openCdk({ credentials, context, build = buildApp, onLine, pollMs }: CdkOptions): Promise<Cdk> {
  const toolkit = new Toolkit({ ioHost: ioHost(onLine), emojis: false, color: false, sdkConfig: { baseCredentials: credentials } });
  const { outdir, remove } = temporaryOutdir();
  const synth = async () => {
    const source = await toolkit.fromAssemblyBuilder(async (props) => (await build({ outdir, context: props.context })).synth(), {
      outdir,
      contextStore: new MemoryContext(context),
    });
    return toolkit.synth(source);
  };
  const assembly = await within(SYNTHESIS_MS, 'The synthesis', synth()).catch((error) => {
    remove();
    throw error;
  });
  const { stacks } = assembly.cloudAssembly;
  const all = { strategy: StackSelectionStrategy.ALL_STACKS };
  return {
    stackNames: stacks.map(({ stackName }) => stackName),
    templates: stacks.map(({ template }) => template as Template),
    async diff() {
      const found = await within(DIFF_MS, 'The diff', toolkit.diff(assembly, { stacks: all, method: READ_ONLY }));
      return Object.values(found).filter(({ isEmpty }) => !isEmpty).length;
    },
    async deploy(names) {
      const wanted = names
        ? { strategy: StackSelectionStrategy.PATTERN_MUST_MATCH, patterns: names, expand: ExpandStackSelection.UPSTREAM }
        : all;
      const deployed = async () => {
        const options = { stacks: wanted, concurrency: 2, stackEventPollingInterval: pollMs };
        const { stacks: done } = await within(DEPLOYMENT_MS, 'The deployment', toolkit.deploy(assembly, options));
        return {
          outputs: Object.assign({}, ...done.map((stack) => stack.outputs)) as Record<string, string>,
          promised: done.flatMap(({ stackName }) => outputsOf(stacks.find((stack) => stack.stackName === stackName)?.template)),
        };
      };
      let { outputs, promised } = await deployed();
      // LocalStack calls a stack complete a moment before its outputs are there: what has not changed is deployed by looking
      for (let looks = 0; looks < LOOKS && promised.some((name) => !(name in outputs)); looks++) ({ outputs, promised } = await deployed());
      const missing = promised.filter((name) => !(name in outputs));
      if (missing.length > 0) throw new Error(`The deployed stacks have no outputs ${missing.join(', ')}`);
      // those that CDK makes for its own use between stacks tell nobody anything
      return Object.fromEntries(Object.entries(outputs).filter(([name]) => !name.startsWith('ExportsOutput')));
    },
    async dispose() {
      await assembly.dispose?.();
      remove();
    },
  };
}

const outputsOf = (template: { Outputs?: object } | undefined): string[] => Object.keys(template?.Outputs ?? {});

/** For AWS: as the `aws` command finds them. */
export const userCredentials = (region: string, profile: string | undefined) =>
  BaseCredentials.awsCliCompatible({ defaultRegion: region, ...(profile ? { profile } : {}) });

/** For a local target: made up. */
export const localCredentials = (region: string, accessKeyId: string, secretAccessKey = 'local') =>
  BaseCredentials.custom({ region, provider: async () => ({ accessKeyId, secretAccessKey }) });

/** CDK's words before a diff of permissions, which nobody is asked to confirm there: the question is the command's, at the end. */
const APPROVAL = /^This deployment will make potentially sensitive changes/;

/** What a person wants to see: differences, resources as they are done, what went wrong. Questions are asked by the command, once. */
function ioHost(onLine: (line: string) => void): IIoHost {
  return {
    async notify({ level, code, message, data }) {
      if (code === 'CDK_TOOLKIT_I5502') {
        const { event } = data as { event: { StackName?: string; LogicalResourceId?: string; ResourceStatus?: string } };
        if (/_(COMPLETE|FAILED)$/.test(event.ResourceStatus ?? ''))
          onLine(`${event.StackName} ${event.LogicalResourceId} ${event.ResourceStatus}`);
      } else if (APPROVAL.test(message)) return;
      else if (level === 'error' || level === 'warn' || code === 'CDK_TOOLKIT_I4002') onLine(message.trimEnd());
    },
    requestResponse: async (request) => request.defaultResponse,
  };
}

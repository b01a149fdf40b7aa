import type { FunctionConfiguration } from '@aws-sdk/client-lambda';
import type { FunctionSpec } from '../../runtime/spec.ts';
import type { Stack } from '../service.ts';
import { codeFolder } from './code-source.ts';
import { type FunctionRecord, qualified } from './store.ts';

interface Specs {
  known: Map<string, FunctionSpec>;
  stop(): void;
}

const specsOf = (stack: Stack) =>
  stack.singleton('lambda.specs', (): Specs => {
    const known = new Map<string, FunctionSpec>();
    return { known, stop: () => known.clear() };
  });

/** What the runtime must know of a version; made once for each revision. */
export async function specOf(stack: Stack, record: FunctionRecord, configuration: FunctionConfiguration): Promise<FunctionSpec> {
  const version = configuration.Version as string;
  const versionArn = qualified(record, version);
  const { known } = specsOf(stack);
  const before = known.get(versionArn);
  const revision = configuration.RevisionId as string;
  if (before?.revision === revision) return before;
  const spec: FunctionSpec = {
    revision,
    versionArn,
    functionArn: record.arn,
    name: record.name,
    version,
    account: record.account,
    region: record.region,
    role: configuration.Role as string,
    runtime: configuration.Runtime as string,
    handler: configuration.Handler ?? '',
    codeDir: await codeFolder(stack, configuration.CodeSha256 as string),
    memoryMb: configuration.MemorySize as number,
    timeoutMs: (configuration.Timeout as number) * 1000,
    variables: configuration.Environment?.Variables ?? {},
    logGroup: configuration.LoggingConfig?.LogGroup as string,
    logFormat: configuration.LoggingConfig?.LogFormat ?? 'Text',
    logLevel: configuration.LoggingConfig?.ApplicationLogLevel,
  };
  known.set(versionArn, spec);
  return spec;
}

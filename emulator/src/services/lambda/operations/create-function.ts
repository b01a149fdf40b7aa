import { randomUUID } from 'node:crypto';
import type { CreateFunctionCommandInput, CreateFunctionCommandOutput } from '@aws-sdk/client-lambda';
import { runtimeOf } from '../../../runtime/runtime.ts';
import type { Operation } from '../../service.ts';
import { takeCode } from '../code-source.ts';
import { applySettings, checkSettings } from '../configuration.ts';
import { openDebugger } from '../debug.ts';
import { conflict, invalid, notSupported } from '../errors.ts';
import { parseName } from '../names.ts';
import { publish } from '../publish.ts';
import { showConfiguration } from '../show.ts';
import { type FunctionRecord, functionsOf, LATEST } from '../store.ts';
import { checkTags } from '../tags.ts';

/** The answer says Pending, as on AWS; the code is unpacked by then, so that the function is Active for whoever asks next. https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html */
export const createFunction: Operation<CreateFunctionCommandInput, CreateFunctionCommandOutput> = async (input, context) => {
  const { name, arn, qualifier } = parseName(input.FunctionName, undefined, context);
  if (qualifier) throw invalid('The function name of a new function cannot have a qualifier.');
  checkSettings(input);
  checkTags(input.Tags ?? {});
  if (input.PublishTo || input.TenancyConfig || input.CodeSigningConfigArn)
    throw notSupported('PublishTo, TenancyConfig and CodeSigningConfigArn');
  if (!input.Runtime || !input.Handler)
    throw invalid('Runtime and Handler are mandatory parameters for functions created with deployment packages.');
  const functions = functionsOf(context.stack);
  const exists = () => {
    if (functions.has(arn)) throw conflict(`Function already exist: ${name}`);
  };
  exists();
  const code = await takeCode(input.Code ?? {}, context);
  exists();
  const configuration = applySettings(
    {
      FunctionName: name,
      FunctionArn: arn,
      Description: '',
      Timeout: 3,
      MemorySize: 128,
      Version: LATEST,
      PackageType: 'Zip',
      Architectures: input.Architectures ?? ['x86_64'],
      SnapStart: { ApplyOn: 'None', OptimizationStatus: 'Off' },
      ...code,
    },
    input,
    context,
  );
  const active = { ...configuration, RevisionId: randomUUID(), State: 'Active' as const, LastUpdateStatus: 'Successful' as const };
  const record: FunctionRecord = {
    arn,
    name,
    account: context.account,
    region: context.region,
    versions: { [LATEST]: active },
    published: 0,
    aliases: {},
    tags: { ...input.Tags },
    reserved: undefined,
    recursiveLoop: 'Terminate',
    policies: {},
    urls: {},
    eventInvoke: {},
  };
  functions.put(arn, record);
  runtimeOf(context.stack).prepare(input.Runtime, active.MemorySize as number);
  openDebugger(context.stack, record);
  const version = input.Publish ? publish(record, context, {}).Version : undefined;
  return {
    ...showConfiguration(record, version ? (record.versions[version] ?? configuration) : configuration, version),
    RevisionId: configuration.RevisionId as string,
    LastUpdateStatus: undefined,
    State: 'Pending',
    StateReason: 'The function is being created.',
    StateReasonCode: 'Creating',
  };
};

import type { FunctionConfiguration } from '@aws-sdk/client-lambda';
import { AwsError } from '../../errors.ts';
import type { Physical, ResourceContext, ResourceType } from '../../service.ts';
import { zip } from '../zip.ts';
import { number, retag, tagMap, unlessGone } from './values.ts';

interface Props {
  FunctionName?: string;
  Code: { S3Bucket?: string; S3Key?: string; S3ObjectVersion?: string; ZipFile?: string; ImageUri?: string };
  Runtime?: string;
  Handler?: string;
  Environment?: { Variables?: Record<string, unknown> };
  ReservedConcurrentExecutions?: number | string;
  RecursiveLoop?: string;
  Tags?: { Key: string; Value: string }[];
  // biome-ignore lint/suspicious/noExplicitAny: handed on to the operation, which checks them
  [name: string]: any;
}

/** The settings that go to the operations under the same name, and what each is without a value. */
const SETTINGS: Record<string, unknown> = {
  Role: undefined,
  Runtime: undefined,
  Handler: undefined,
  Description: '',
  DeadLetterConfig: {},
  KmsKeyArn: undefined,
  Layers: [],
  TracingConfig: { Mode: 'PassThrough' },
  LoggingConfig: undefined,
  FileSystemConfigs: [],
  VpcConfig: undefined,
  ImageConfig: undefined,
  SnapStart: undefined,
};

/** Inline code is one file: `index`, in the language of the runtime. */
function codeOf({ Code, Runtime = '' }: Props) {
  if (Code.ZipFile === undefined) return Code;
  return { ZipFile: zip({ [Runtime.startsWith('python') ? 'index.py' : 'index.js']: Code.ZipFile }) };
}

function settingsOf(props: Props, defaults: boolean) {
  const settings: Record<string, unknown> = {};
  for (const [name, absent] of Object.entries(SETTINGS)) {
    const value = props[name] ?? (defaults ? absent : undefined);
    if (value !== undefined) settings[name === 'KmsKeyArn' ? 'KMSKeyArn' : name] = value;
  }
  const variables = Object.fromEntries(Object.entries(props.Environment?.Variables ?? {}).map(([key, value]) => [key, String(value)]));
  const size = number(props.EphemeralStorage?.Size);
  return {
    ...settings,
    Timeout: number(props.Timeout) ?? 3,
    MemorySize: number(props.MemorySize) ?? 128,
    Environment: { Variables: variables },
    EphemeralStorage: { Size: size ?? 512 },
  };
}

async function concurrency(FunctionName: string, props: Props, before: Props | undefined, context: ResourceContext) {
  const reserved = number(props.ReservedConcurrentExecutions);
  if (reserved !== undefined)
    await context.call('lambda', 'PutFunctionConcurrency', { FunctionName, ReservedConcurrentExecutions: reserved });
  else if (before?.ReservedConcurrentExecutions !== undefined) await context.call('lambda', 'DeleteFunctionConcurrency', { FunctionName });
  if (props.RecursiveLoop ?? before?.RecursiveLoop)
    await context.call('lambda', 'PutFunctionRecursionConfig', { FunctionName, RecursiveLoop: props.RecursiveLoop ?? 'Terminate' });
}

const physicalOf = ({ FunctionName, FunctionArn }: FunctionConfiguration): Physical => ({
  id: FunctionName as string,
  attributes: { Arn: FunctionArn },
});

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-function.html */
export const functionResource: ResourceType<Props> = {
  type: 'AWS::Lambda::Function',
  properties: {
    ...Object.fromEntries(Object.keys(SETTINGS).map((name) => [name, 'update'])),
    Architectures: 'update',
    Code: 'update',
    Environment: 'update',
    EphemeralStorage: 'update',
    FunctionName: 'replace',
    MemorySize: 'update',
    PackageType: 'replace',
    RecursiveLoop: 'update',
    ReservedConcurrentExecutions: 'update',
    RuntimeManagementConfig: 'recorded',
    Tags: 'update',
    Timeout: 'update',
  },
  async create(props, context) {
    const FunctionName = props.FunctionName ?? context.generateName(64);
    try {
      const created = await context.call<FunctionConfiguration>('lambda', 'CreateFunction', {
        FunctionName,
        ...settingsOf(props, false),
        Code: codeOf(props),
        ...(props.PackageType ? { PackageType: props.PackageType } : {}),
        ...(props.Architectures ? { Architectures: props.Architectures } : {}),
        Tags: tagMap(context.tags, props.Tags),
      });
      await concurrency(FunctionName, props, undefined, context);
      return physicalOf(created);
    } catch (error) {
      if (error instanceof AwsError && error.code === 'ResourceConflictException')
        throw new AwsError('AlreadyExists', `Resource of type 'AWS::Lambda::Function' with identifier '${FunctionName}' already exists.`);
      throw error;
    }
  },
  async update(physical, props, previous, context) {
    const FunctionName = physical.id;
    const changed = (...names: string[]) => names.some((name) => JSON.stringify(props[name]) !== JSON.stringify(previous[name]));
    if (changed('Code', 'Architectures') || (props.Code.ZipFile !== undefined && changed('Runtime')))
      await context.call('lambda', 'UpdateFunctionCode', {
        FunctionName,
        ...codeOf(props),
        Architectures: props.Architectures ?? ['x86_64'],
      });
    if (changed(...Object.keys(SETTINGS), 'Timeout', 'MemorySize', 'Environment', 'EphemeralStorage'))
      await context.call('lambda', 'UpdateFunctionConfiguration', { FunctionName, ...settingsOf(props, true) });
    if (changed('ReservedConcurrentExecutions', 'RecursiveLoop')) await concurrency(FunctionName, props, previous, context);
    await retag(physical.attributes.Arn as string, tagMap(context.tags, props.Tags), context);
    return physical;
  },
  async delete(physical, _props, context) {
    await unlessGone(context.call('lambda', 'DeleteFunction', { FunctionName: physical.id }));
  },
};

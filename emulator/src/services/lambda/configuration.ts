import { randomUUID } from 'node:crypto';
import type { CreateFunctionCommandInput, FunctionConfiguration, UpdateFunctionConfigurationCommandInput } from '@aws-sdk/client-lambda';
import { runtimeVersionArn } from '../../runtime/log-lines.ts';
import type { Context } from '../service.ts';
import { invalid, notSupported, oneOf, pattern, range, validation } from './errors.ts';

/** https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html, without those that nothing here could run. */
const RUNTIMES = [
  'nodejs16.x',
  'nodejs18.x',
  'nodejs20.x',
  'nodejs22.x',
  'nodejs24.x',
  'python3.8',
  'python3.9',
  'python3.10',
  'python3.11',
  'python3.12',
  'python3.13',
  'python3.14',
  'provided.al2',
  'provided.al2023',
  'provided',
];
const OTHER_RUNTIME = /^(java|dotnet|ruby|go|nodejs4|nodejs6|nodejs8|nodejs10|nodejs12|nodejs14|python2|python3\.[67]$)/;

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime */
const RESERVED = new Set([
  '_HANDLER',
  '_X_AMZN_TRACE_ID',
  'AWS_DEFAULT_REGION',
  'AWS_REGION',
  'AWS_EXECUTION_ENV',
  'AWS_LAMBDA_FUNCTION_NAME',
  'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
  'AWS_LAMBDA_FUNCTION_VERSION',
  'AWS_LAMBDA_INITIALIZATION_TYPE',
  'AWS_LAMBDA_LOG_GROUP_NAME',
  'AWS_LAMBDA_LOG_STREAM_NAME',
  'AWS_ACCESS_KEY',
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_LAMBDA_RUNTIME_API',
  'LAMBDA_TASK_ROOT',
  'LAMBDA_RUNTIME_DIR',
]);

type Settings = Omit<UpdateFunctionConfigurationCommandInput, 'FunctionName' | 'RevisionId'> &
  Pick<CreateFunctionCommandInput, 'Architectures'>;

/** Refuses what AWS refuses, and names what the embedded stack has no means for. */
export function checkSettings(input: Settings & { PackageType?: string | undefined }) {
  if (input.Role !== undefined && !/^arn:(aws[a-zA-Z-]*)?:iam::\d{12}:role\/?[a-zA-Z_0-9+=,.@\-_/]+$/.test(input.Role))
    throw pattern(input.Role, 'role', 'arn:(aws[a-zA-Z-]*)?:iam::\\d{12}:role/?[a-zA-Z_0-9+=,.@\\-_/]+');
  if (input.Runtime !== undefined && !RUNTIMES.includes(input.Runtime)) {
    if (OTHER_RUNTIME.test(input.Runtime)) throw notSupported(`runtime ${input.Runtime}`);
    throw invalid(
      `Value ${input.Runtime} at 'runtime' failed to satisfy constraint: Member must satisfy enum value set: [${RUNTIMES.join(', ')}] or be a valid ARN`,
    );
  }
  if (input.PackageType === 'Image' || input.ImageConfig) throw notSupported('container images (PackageType Image)');
  if ((input.Layers?.length ?? 0) > 0) throw notSupported('layers');
  if ((input.VpcConfig?.SubnetIds?.length ?? 0) > 0) throw notSupported('VpcConfig');
  if ((input.FileSystemConfigs?.length ?? 0) > 0) throw notSupported('FileSystemConfigs');
  if (input.SnapStart?.ApplyOn && input.SnapStart.ApplyOn !== 'None') throw notSupported(`SnapStart ${input.SnapStart.ApplyOn}`);
  if (input.DurableConfig) throw notSupported('durable functions');
  if (input.CapacityProviderConfig) throw notSupported('capacity providers');
  if (input.Handler !== undefined && !/^[^\s]{0,128}$/.test(input.Handler)) throw pattern(input.Handler, 'handler', '[^\\s]+');
  range(input.Timeout, 'timeout', 1, 900);
  range(input.MemorySize, 'memorySize', 128, 32768);
  if ((input.MemorySize ?? 0) > 10240)
    throw invalid("'MemorySize' value failed to satisfy constraint: Member must have value less than or equal to 10240");
  range(input.EphemeralStorage?.Size, 'ephemeralStorage.size', 512, 10240);
  oneOf(input.TracingConfig?.Mode, 'tracingConfig.mode', ['Active', 'PassThrough']);
  oneOf(input.LoggingConfig?.LogFormat, 'loggingConfig.logFormat', ['Text', 'JSON']);
  for (const architecture of input.Architectures ?? [])
    if (!['x86_64', 'arm64'].includes(architecture))
      throw validation(
        `[${architecture}]`,
        'architectures',
        'Member must satisfy constraint: [Member must satisfy enum value set: [x86_64, arm64]]',
      );
  if ((input.Description?.length ?? 0) > 256)
    throw validation(input.Description, 'description', 'Member must have length less than or equal to 256');
  if (input.DeadLetterConfig?.TargetArn && !/^arn:[^:]+:(sqs|sns):/.test(input.DeadLetterConfig.TargetArn))
    throw invalid('The provided target Arn is not valid: it must be an SQS queue or an SNS topic.');
  checkVariables(input.Environment?.Variables ?? {});
}

function checkVariables(variables: Record<string, string>) {
  const reserved = Object.keys(variables).filter((key) => RESERVED.has(key));
  if (reserved.length > 0)
    throw invalid(
      `Lambda was unable to configure your environment variables because the environment variables you have provided contains reserved keys that are currently not supported for modification. Reserved keys used in this request: ${reserved.join(', ')}`,
    );
  for (const key of Object.keys(variables))
    if (!/^[a-zA-Z]\w+$/.test(key))
      throw validation(
        `{${key}}`,
        'environment.variables',
        'Map keys must satisfy constraint: [Member must satisfy regular expression pattern: [a-zA-Z]([a-zA-Z0-9_])+]',
      );
  if (Buffer.byteLength(JSON.stringify(variables)) > 4096)
    throw invalid(
      `Lambda was unable to configure your environment variables because the environment variables you have provided exceeded the 4KB limit. String measured: ${JSON.stringify(variables)}`,
    );
}

/** `2026-01-31T12:00:00.000+0000` */
export const stamp = (context: Context) => new Date(context.stack.clock.now()).toISOString().replace('Z', '+0000');

/** The settings of an update laid over those of a function; empty things are absent, as AWS shows them. */
export function applySettings(configuration: FunctionConfiguration, input: Settings, context: Context): FunctionConfiguration {
  const given = <T>(value: T | undefined, before: T | undefined) => (value === undefined ? before : value);
  const runtime = given(input.Runtime, configuration.Runtime);
  const variables = given(input.Environment?.Variables, input.Environment ? {} : configuration.Environment?.Variables);
  const deadLetter = input.DeadLetterConfig ? input.DeadLetterConfig.TargetArn : configuration.DeadLetterConfig?.TargetArn;
  const key = given(input.KMSKeyArn, configuration.KMSKeyArn);
  const logging = {
    LogFormat: 'Text' as const,
    LogGroup: `/aws/lambda/${configuration.FunctionName}`,
    ...configuration.LoggingConfig,
    ...strip(input.LoggingConfig ?? {}),
  };
  if (logging.LogFormat === 'JSON')
    Object.assign(logging, {
      ApplicationLogLevel: logging.ApplicationLogLevel ?? 'INFO',
      SystemLogLevel: logging.SystemLogLevel ?? 'INFO',
    });
  return strip({
    ...configuration,
    Runtime: runtime,
    Role: given(input.Role, configuration.Role),
    Handler: given(input.Handler, configuration.Handler),
    Description: given(input.Description, configuration.Description),
    Timeout: given(input.Timeout, configuration.Timeout),
    MemorySize: given(input.MemorySize, configuration.MemorySize),
    Environment: variables && Object.keys(variables).length > 0 ? { Variables: variables } : undefined,
    DeadLetterConfig: deadLetter ? { TargetArn: deadLetter } : undefined,
    KMSKeyArn: key || undefined,
    TracingConfig: { Mode: input.TracingConfig?.Mode ?? configuration.TracingConfig?.Mode ?? 'PassThrough' },
    EphemeralStorage: { Size: input.EphemeralStorage?.Size ?? configuration.EphemeralStorage?.Size ?? 512 },
    LoggingConfig: logging,
    RuntimeVersionConfig: { RuntimeVersionArn: runtimeVersionArn(context.region, runtime ?? '') },
    LastModified: stamp(context),
    RevisionId: randomUUID(),
  });
}

/** Without the keys whose value is undefined. */
export function strip<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as T;
}

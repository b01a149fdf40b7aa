import { fileURLToPath } from 'node:url';
import { type FunctionSpec, isNode, isPython } from './spec.ts';

export interface EnvironmentPlace {
  endpoint: string;
  runtimeApi: string;
  logStream: string;
  tmpDir: string;
  cacheDir: string;
}

/** Where the Node bootstrap finds the AWS SDK that the runtime provides: among the emulator's own packages. */
const SDK_FROM = new URL('../emulator.ts', import.meta.url).href;
export const RUNTIME_DIR = fileURLToPath(new URL('./bootstrap', import.meta.url));

/**
 * All variables of an environment's process, made from nothing: of the host's own only PATH gets in.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime
 */
export function variablesOf(spec: FunctionSpec, place: EnvironmentPlace): Record<string, string> {
  return {
    PATH: process.env.PATH ?? '/usr/local/bin:/usr/bin:/bin',
    LANG: 'en_US.UTF-8',
    TZ: 'UTC',
    TMPDIR: place.tmpDir,
    LAMBDA_TASK_ROOT: spec.codeDir,
    LAMBDA_RUNTIME_DIR: RUNTIME_DIR,
    _HANDLER: spec.handler,
    AWS_LAMBDA_RUNTIME_API: place.runtimeApi,
    AWS_LAMBDA_FUNCTION_NAME: spec.name,
    AWS_LAMBDA_FUNCTION_VERSION: spec.version,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(spec.memoryMb),
    AWS_LAMBDA_LOG_GROUP_NAME: spec.logGroup,
    AWS_LAMBDA_LOG_STREAM_NAME: place.logStream,
    AWS_LAMBDA_LOG_FORMAT: spec.logFormat,
    ...(spec.logLevel ? { AWS_LAMBDA_LOG_LEVEL: spec.logLevel } : {}),
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_EXECUTION_ENV: `AWS_Lambda_${spec.runtime}`,
    AWS_REGION: spec.region,
    AWS_DEFAULT_REGION: spec.region,
    // An access key id of 12 digits is the account; the token names the role for those who read logs.
    AWS_ACCESS_KEY_ID: spec.account,
    AWS_SECRET_ACCESS_KEY: 'function',
    AWS_SESSION_TOKEN: spec.role,
    AWS_ENDPOINT_URL: place.endpoint,
    AWS_XRAY_CONTEXT_MISSING: 'LOG_ERROR',
    ...(isNode(spec.runtime) ? { LAMBDA_SDK_FROM: SDK_FROM, LAMBDA_COMPILE_CACHE: place.cacheDir } : {}),
    ...(isPython(spec.runtime) ? { PYTHONUNBUFFERED: '1', PYTHONDONTWRITEBYTECODE: '1' } : {}),
    ...spec.variables,
  };
}

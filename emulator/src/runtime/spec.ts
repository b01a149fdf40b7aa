/** What an execution environment is made for: one version of one function, as it was configured. */
export interface FunctionSpec {
  /** Changes with code and configuration: environments of another revision are replaced. */
  revision: string;
  /** ARN with the version as qualifier (`…:$LATEST`). */
  versionArn: string;
  functionArn: string;
  name: string;
  version: string;
  account: string;
  region: string;
  role: string;
  /** Absent for an unnamed one: `provided.al2023` etc. name themselves. */
  runtime: string;
  handler: string;
  /** Where the code is unpacked. */
  codeDir: string;
  memoryMb: number;
  timeoutMs: number;
  variables: Record<string, string>;
  logGroup: string;
  logFormat: 'Text' | 'JSON';
  logLevel: string | undefined;
}

export interface Invocation {
  requestId: string;
  payload: Uint8Array;
  /** The ARN that the caller used, with its qualifier. */
  invokedArn: string;
  traceHeader: string;
  /** JSON, not base64. */
  clientContext?: string | undefined;
  /** Called when an environment takes it. */
  started?: (cold: boolean) => void;
}

export interface Outcome {
  status: 'ok' | 'error' | 'timeout';
  payload: Uint8Array;
  durationMs: number;
  billedMs: number;
  /** Present for the first invocation of an environment. */
  initMs: number | undefined;
  cold: boolean;
  /** The log lines of this invocation, from START to REPORT. */
  log(): Promise<string>;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
export const MAX_RESPONSE = 6_291_556;
/** How long loading the handler may take. */
export const INIT_LIMIT_MS = 10_000;

export const isNode = (runtime: string) => runtime.startsWith('nodejs');
export const isPython = (runtime: string) => runtime.startsWith('python');

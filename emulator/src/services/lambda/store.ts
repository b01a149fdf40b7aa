import type { Cors, FunctionConfiguration, FunctionUrlAuthType, InvokeMode } from '@aws-sdk/client-lambda';
import type { Stack } from '../service.ts';

export interface AliasRecord {
  name: string;
  version: string;
  description: string;
  weights: Record<string, number> | undefined;
  revisionId: string;
}

export interface Statement {
  Sid: string;
  Effect: 'Allow';
  Principal: unknown;
  Action: string;
  Resource: string;
  Condition?: Record<string, Record<string, string>>;
}

export interface UrlRecord {
  id: string;
  authType: FunctionUrlAuthType;
  invokeMode: InvokeMode;
  cors: Cors | undefined;
  createdAt: string;
  modifiedAt: string;
}

export interface EventInvokeRecord {
  modifiedAt: number;
  maximumRetryAttempts: number | undefined;
  maximumEventAgeInSeconds: number | undefined;
  onSuccess: string | undefined;
  onFailure: string | undefined;
}

/** A function with all its versions and aliases. What belongs to one of them stands under its qualifier; `$LATEST` is one too. */
export interface FunctionRecord {
  arn: string;
  name: string;
  account: string;
  region: string;
  /** By version: `$LATEST`, `1`, `2` … */
  versions: Record<string, FunctionConfiguration>;
  published: number;
  aliases: Record<string, AliasRecord>;
  tags: Record<string, string>;
  reserved: number | undefined;
  recursiveLoop: 'Allow' | 'Terminate';
  policies: Record<string, { revisionId: string; statements: Statement[] }>;
  urls: Record<string, UrlRecord>;
  eventInvoke: Record<string, EventInvokeRecord>;
}

export const LATEST = '$LATEST';

export const functionsOf = (stack: Stack) => stack.journal.table<FunctionRecord>('lambda.functions');
/** Function URL id → function and qualifier. */
export const urlsOf = (stack: Stack) => stack.journal.table<{ arn: string; qualifier: string }>('lambda.urls');

export const latestOf = (record: FunctionRecord) => record.versions[LATEST] as FunctionConfiguration;
/** Where the deployment package lies, by the hash that AWS gives of it. */
export const codeKey = (sha256: string) => `lambda/code/${sha256}`;

/** `…:function:name` or `…:function:name:qualifier`. */
export const qualified = (record: FunctionRecord, qualifier: string | undefined) => (qualifier ? `${record.arn}:${qualifier}` : record.arn);

/** The functions of an account in a region, by name. */
export function listFunctions(stack: Stack, { account, region }: { account: string; region: string }): FunctionRecord[] {
  return [...functionsOf(stack).values()]
    .filter((record) => record.account === account && record.region === region)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** A page of a list: the marker is the index to go on at. */
export function page<T>(items: T[], marker: string | undefined, max = 50): { items: T[]; next: string | undefined } {
  const start = marker ? Number(Buffer.from(marker, 'base64').toString()) || 0 : 0;
  const end = start + max;
  return { items: items.slice(start, end), next: end < items.length ? Buffer.from(String(end)).toString('base64') : undefined };
}

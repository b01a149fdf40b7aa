import { createHash } from 'node:crypto';
import type { Parameter, ParameterType, Tag } from '@aws-sdk/client-ssm';
import type { JournalTable } from '../../journal/journal.ts';
import type { Context } from '../service.ts';
import { parameterNotFound, validationException } from './errors.ts';

export interface ParameterVersion {
  version: number;
  value: string;
  type: ParameterType;
  modified: number;
  user: string;
  description?: string | undefined;
  allowedPattern?: string | undefined;
  dataType: string;
  tier: 'Standard' | 'Advanced' | 'Intelligent-Tiering';
  keyId?: string | undefined;
}

export interface ParameterRecord {
  account: string;
  region: string;
  name: string;
  /** Oldest first; the last is current. */
  versions: ParameterVersion[];
  tags: Tag[];
}

export const parametersOf = (context: Context): JournalTable<ParameterRecord> => context.stack.journal.table('ssm.parameters');
export const parameterKey = (context: Context, name: string) => `${context.account}/${context.region}/${name}`;

/** The parameters of the caller's account and region, by name. */
export const allOf = (context: Context): ParameterRecord[] =>
  [...parametersOf(context).values()]
    .filter((record) => record.account === context.account && record.region === context.region)
    .sort((a, b) => (a.name < b.name ? -1 : 1));

export const arnOf = ({ account, region, name }: ParameterRecord) =>
  `arn:aws:ssm:${region}:${account}:parameter${name.startsWith('/') ? '' : '/'}${name}`;

export const latest = (record: ParameterRecord) => record.versions.at(-1) as ParameterVersion;

/** A parameter by its name or ARN; undefined where there is none. */
export function find(nameOrArn: string, context: Context): ParameterRecord | undefined {
  const path = nameOrArn.match(/^arn:[^:]+:ssm:[^:]*:\d*:parameter(\/.+)$/)?.[1];
  const table = parametersOf(context);
  const names = path ? [path, path.slice(1)] : [nameOrArn];
  for (const name of names) {
    const record = table.get(parameterKey(context, name));
    if (record) return record;
  }
  return undefined;
}

/** `name` or `name:version`. https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-versions.html */
export function select(
  selector: string,
  context: Context,
): { record: ParameterRecord; version: ParameterVersion; selector?: string } | undefined {
  const whole = find(selector, context);
  if (whole) return { record: whole, version: latest(whole) };
  const [, name, suffix] = selector.match(/^(.+):([^:/]+)$/) ?? [];
  const record = name && !selector.startsWith('arn:') ? find(name, context) : undefined;
  const version = record?.versions.find((each) => String(each.version) === suffix);
  return record && version ? { record, version, selector: `:${suffix}` } : undefined;
}

export function required(name: string | undefined, context: Context): ParameterRecord {
  const record = find(name ?? '', context);
  if (!record) throw parameterNotFound();
  return record;
}

/** A SecureString that was not asked to be decrypted is shown as an opaque text; nothing is stored encrypted in the embedded stack. */
const sealed = (value: string) => createHash('sha256').update(value).digest('base64');

export function show(record: ParameterRecord, version: ParameterVersion, decrypt: boolean | undefined, selector?: string): Parameter {
  return {
    Name: record.name,
    Type: version.type,
    Value: version.type === 'SecureString' && !decrypt ? sealed(version.value) : version.value,
    Version: version.version,
    Selector: selector,
    LastModifiedDate: new Date(version.modified),
    ARN: arnOf(record),
    DataType: version.dataType,
  };
}

/** One page of a list, by the number it starts with. */
export function page<T>(
  all: T[],
  input: { NextToken?: string | undefined; MaxResults?: number | undefined },
  size: number,
): { items: T[]; NextToken?: string } {
  const start = Number(input.NextToken ?? 0);
  if (!Number.isInteger(start)) throw validationException('The specified token is not valid.');
  const end = start + (input.MaxResults ?? size);
  return { items: all.slice(start, end), ...(end < all.length ? { NextToken: String(end) } : {}) };
}

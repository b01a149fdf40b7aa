import { randomBytes, randomUUID } from 'node:crypto';
import type { KeyMetadata, Tag } from '@aws-sdk/client-kms';
import type { JournalTable } from '../../journal/journal.ts';
import type { Context } from '../service.ts';
import { disabled, invalidState, notFound } from './errors.ts';

export interface KeyRecord {
  account: string;
  region: string;
  id: string;
  /** The key itself, base64. */
  material: string;
  created: number;
  description: string;
  enabled: boolean;
  /** When a key that is pending deletion goes. */
  deletion?: number | undefined;
  policy: string;
  rotation: boolean;
  rotationDays: number;
  multiRegion: boolean;
  manager: 'CUSTOMER' | 'AWS';
  tags: Tag[];
}

export interface AliasRecord {
  account: string;
  region: string;
  /** With `alias/`. */
  name: string;
  target: string;
  created: number;
  updated: number;
}

const keysOf = (context: Context): JournalTable<KeyRecord> => context.stack.journal.table('kms.keys');
export const aliasesOf = (context: Context): JournalTable<AliasRecord> => context.stack.journal.table('kms.aliases');
export const keyArn = ({ region, account, id }: Pick<KeyRecord, 'region' | 'account' | 'id'>) =>
  `arn:aws:kms:${region}:${account}:key/${id}`;
export const aliasArn = (context: Pick<Context, 'account' | 'region'>, name: string) =>
  `arn:aws:kms:${context.region}:${context.account}:${name}`;

export const put = (key: KeyRecord, context: Context) => keysOf(context).put(keyArn(key), key);

/** Whether a key is still there: one whose deletion has come due is gone, with its aliases. */
function alive(key: KeyRecord | undefined, context: Context): key is KeyRecord {
  if (!key) return false;
  if (key.deletion === undefined || key.deletion > context.stack.clock.now()) return true;
  keysOf(context).delete(keyArn(key));
  for (const [name, alias] of [...aliasesOf(context).entries()]) if (alias.target === keyArn(key)) aliasesOf(context).delete(name);
  return false;
}

export const allKeys = (context: Context) =>
  [...keysOf(context).values()].filter((key) => key.account === context.account && key.region === context.region && alive(key, context));

export const allAliases = (context: Context) =>
  allKeys(context) &&
  [...aliasesOf(context).values()].filter((alias) => alias.account === context.account && alias.region === context.region);

export function makeKey(options: Partial<KeyRecord>, context: Context): KeyRecord {
  const policy = {
    Version: '2012-10-17',
    Id: 'key-default-1',
    Statement: [
      {
        Sid: 'Enable IAM User Permissions',
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${context.account}:root` },
        Action: 'kms:*',
        Resource: '*',
      },
    ],
  };
  const key: KeyRecord = {
    account: context.account,
    region: context.region,
    id: options.multiRegion ? `mrk-${randomUUID().replaceAll('-', '')}` : randomUUID(),
    material: randomBytes(32).toString('base64'),
    created: context.stack.clock.now(),
    description: '',
    enabled: true,
    policy: JSON.stringify(policy, null, 2),
    rotation: false,
    rotationDays: 365,
    multiRegion: false,
    manager: 'CUSTOMER',
    tags: [],
    ...options,
  };
  put(key, context);
  return key;
}

/** A key by id, ARN, alias or alias ARN. A key that AWS would manage (`alias/aws/s3`) is made when it is first asked for. */
export function keyOf(keyId: string | undefined, context: Context): KeyRecord {
  const name = keyId ?? '';
  const alias = name.match(/^(?:arn:aws[\w-]*:kms:[\w-]+:\d{12}:)?(alias\/.+)$/)?.[1];
  if (alias) {
    const arn = name.startsWith('arn:') ? name : aliasArn(context, alias);
    const record = aliasesOf(context).get(arn);
    const target = record && keysOf(context).get(record.target);
    if (alive(target, context)) return target;
    if (!alias.startsWith('alias/aws/')) throw notFound(`Alias ${arn} is not found.`);
    const made = makeKey(
      { manager: 'AWS', rotation: true, description: `Default key that protects my ${alias.slice(10)} data when no other key is defined` },
      context,
    );
    const now = made.created;
    aliasesOf(context).put(arn, {
      account: context.account,
      region: context.region,
      name: alias,
      target: keyArn(made),
      created: now,
      updated: now,
    });
    return made;
  }
  const arn = name.startsWith('arn:') ? name : keyArn({ ...context, id: name });
  const key = keysOf(context).get(arn);
  if (!alive(key, context)) throw notFound(name.startsWith('arn:') ? `Key '${name}' does not exist` : `Key '${arn}' does not exist`);
  return key;
}

/** A key that may be changed: not one that is pending deletion. */
export function livingKey(keyId: string | undefined, context: Context): KeyRecord {
  const key = keyOf(keyId, context);
  if (key.deletion !== undefined) throw invalidState(`${keyArn(key)} is pending deletion.`);
  return key;
}

/** A key that may be used. */
export function usableKey(keyId: string | undefined, context: Context): KeyRecord {
  const key = livingKey(keyId, context);
  if (!key.enabled) throw disabled(keyArn(key));
  return key;
}

export function show(key: KeyRecord): KeyMetadata {
  const state = key.deletion !== undefined ? 'PendingDeletion' : key.enabled ? 'Enabled' : 'Disabled';
  return {
    AWSAccountId: key.account,
    KeyId: key.id,
    Arn: keyArn(key),
    CreationDate: new Date(key.created),
    Enabled: state === 'Enabled',
    Description: key.description,
    KeyUsage: 'ENCRYPT_DECRYPT',
    KeyState: state,
    DeletionDate: key.deletion === undefined ? undefined : new Date(key.deletion),
    Origin: 'AWS_KMS',
    KeyManager: key.manager,
    CustomerMasterKeySpec: 'SYMMETRIC_DEFAULT',
    KeySpec: 'SYMMETRIC_DEFAULT',
    EncryptionAlgorithms: ['SYMMETRIC_DEFAULT'],
    MultiRegion: key.multiRegion,
  };
}

/** One page of a list, by the number it starts with. */
export function page<T>(
  all: T[],
  input: { Marker?: string | undefined; Limit?: number | undefined },
  size = 100,
): { items: T[]; Truncated: boolean; NextMarker?: string } {
  const start = Number(input.Marker ?? 0) || 0;
  const end = start + (input.Limit ?? size);
  return { items: all.slice(start, end), Truncated: end < all.length, ...(end < all.length ? { NextMarker: String(end) } : {}) };
}

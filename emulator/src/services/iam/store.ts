import { randomBytes } from 'node:crypto';
import type { Tag } from '@aws-sdk/client-iam';
import type { JournalTable } from '../../journal/journal.ts';
import type { Context } from '../service.ts';
import { malformedPolicy, noSuchPolicy, noSuchRole } from './errors.ts';

/** IAM knows no regions: records belong to an account. */
export interface RoleRecord {
  account: string;
  name: string;
  id: string;
  path: string;
  created: number;
  trust: string;
  description?: string | undefined;
  maxSessionDuration: number;
  permissionsBoundary?: string | undefined;
  tags: Tag[];
  /** Inline policies, document by name. */
  inline: Record<string, string>;
  /** ARNs of managed policies. */
  attached: string[];
}

export interface PolicyRecord {
  account: string;
  name: string;
  id: string;
  path: string;
  created: number;
  updated: number;
  description?: string | undefined;
  tags: Tag[];
  defaultVersion: string;
  versions: { id: string; document: string; created: number }[];
  nextVersion: number;
}

export const rolesOf = (context: Context): JournalTable<RoleRecord> => context.stack.journal.table('iam.roles');
export const policiesOf = (context: Context): JournalTable<PolicyRecord> => context.stack.journal.table('iam.policies');

/** Role names are unique whatever their case. */
export const roleKey = (context: Context, name: string) => `${context.account}/${name.toLowerCase()}`;
export const roleArn = (role: RoleRecord) => `arn:aws:iam::${role.account}:role${role.path}${role.name}`;
export const policyArn = (policy: Pick<PolicyRecord, 'account' | 'path' | 'name'>) =>
  `arn:aws:iam::${policy.account}:policy${policy.path}${policy.name}`;

export function roleNamed(name: string | undefined, context: Context): RoleRecord {
  const role = rolesOf(context).get(roleKey(context, name ?? ''));
  if (!role) throw noSuchRole(name ?? '');
  return role;
}

export function policyOf(arn: string | undefined, context: Context): PolicyRecord {
  const policy = policiesOf(context).get(arn ?? '');
  if (!policy) throw noSuchPolicy(arn ?? '');
  return policy;
}

/** Policies that AWS itself keeps: their documents are not part of the embedded stack, so any name is taken for one. */
export const isAwsManaged = (arn: string) => /^arn:aws[\w-]*:iam::aws:policy\/.+/.test(arn);

/** An id as IAM makes them: `AROA` for a role, `ANPA` for a managed policy. */
export function makeId(prefix: 'AROA' | 'ANPA'): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  return prefix + Array.from(randomBytes(17), (byte) => letters[byte % 32]).join('');
}

/** Documents travel URL-encoded in IAM's answers. */
export const encoded = (document: string) =>
  encodeURIComponent(document).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

/** Refuses what is no policy at all: JSON with a Statement. */
export function checkDocument(document: string | undefined): string {
  try {
    const parsed = JSON.parse(document ?? '') as { Statement?: unknown };
    if (parsed && typeof parsed === 'object' && parsed.Statement !== undefined) return document as string;
  } catch {
    throw malformedPolicy('This policy contains invalid Json');
  }
  throw malformedPolicy('Syntax errors in policy.');
}

/** One page of a list, by the number it starts with. */
export function page<T>(
  all: T[],
  input: { Marker?: string | undefined; MaxItems?: number | undefined },
): { items: T[]; IsTruncated: boolean; Marker?: string } {
  const start = Number(input.Marker ?? 0) || 0;
  const end = start + (input.MaxItems ?? 100);
  return { items: all.slice(start, end), IsTruncated: end < all.length, ...(end < all.length ? { Marker: String(end) } : {}) };
}

export function mergeTags(old: Tag[], added: Tag[] | undefined): Tag[] {
  const keys = new Set(added?.map((tag) => tag.Key));
  return [...old.filter((tag) => !keys.has(tag.Key)), ...(added ?? [])];
}

import { randomUUID } from 'node:crypto';
import type { Tag } from '@aws-sdk/client-secrets-manager';
import type { JournalTable } from '../../journal/journal.ts';
import type { Context } from '../service.ts';
import { invalidParameter, markedForDeletion, secretNotFound } from './errors.ts';

export interface SecretVersion {
  id: string;
  string?: string | undefined;
  /** Base64. */
  binary?: string | undefined;
  created: number;
  stages: string[];
}

export interface SecretRecord {
  account: string;
  region: string;
  arn: string;
  name: string;
  description?: string | undefined;
  kmsKeyId?: string | undefined;
  tags: Tag[];
  created: number;
  changed: number;
  accessed?: number | undefined;
  /** When it goes for good; until then it can be restored. */
  deleteAt?: number | undefined;
  deleted?: number | undefined;
  policy?: string | undefined;
  /** Oldest first. */
  versions: SecretVersion[];
}

export const CURRENT = 'AWSCURRENT';
const PREVIOUS = 'AWSPREVIOUS';
/** Versions without a stage are deprecated, and are let go beyond about a hundred. */
const KEPT_VERSIONS = 100;

export const secretsOf = (context: Pick<Context, 'stack'>): JournalTable<SecretRecord> =>
  context.stack.journal.table('secretsmanager.secrets');

/** The secrets of the caller's account and region, without those whose time has come. */
export function secretsHere(context: Context): SecretRecord[] {
  const now = context.stack.clock.now();
  const here = [...secretsOf(context).values()].filter(({ account, region }) => account === context.account && region === context.region);
  for (const { arn, deleteAt } of here) if (deleteAt !== undefined && deleteAt <= now) secretsOf(context).delete(arn);
  return here.filter(({ deleteAt }) => deleteAt === undefined || deleteAt > now);
}

/** An ARN ends in six characters of its own, so that a secret made anew under an old name has another ARN. */
export function newArn({ account, region }: Context, name: string): string {
  const tail = randomUUID().replaceAll('-', '').slice(0, 6);
  return `arn:aws:secretsmanager:${region}:${account}:secret:${name}-${tail}`;
}

/** A secret by name, ARN, or ARN without the last six characters. Throws where it is gone, or, unless `deleted` is set, is about to go. */
export function find(id: string | undefined, context: Context, { deleted = false } = {}): SecretRecord {
  if (!id) throw invalidParameter('You must provide a SecretId.');
  const found =
    secretsOf(context).get(id) ??
    secretsHere(context).find(({ name, arn }) => name === id || (id.startsWith('arn:') && arn.slice(0, -7) === id));
  if (!found || (found.deleteAt !== undefined && found.deleteAt <= context.stack.clock.now())) throw secretNotFound();
  if (found.deleteAt !== undefined && !deleted) throw markedForDeletion();
  return found;
}

export interface Value {
  SecretString?: string | undefined;
  SecretBinary?: Uint8Array | undefined;
}

/**
 * Adds a version and moves the stages to it: what was current becomes the previous one.
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/whats-in-a-secret.html
 */
export function addVersion(
  secret: SecretRecord,
  { SecretString, SecretBinary }: Value,
  context: Context,
  { token = randomUUID(), stages = [CURRENT] }: { token?: string | undefined; stages?: string[] | undefined } = {},
): SecretVersion {
  const binary = SecretBinary && Buffer.from(SecretBinary).toString('base64');
  if (SecretString !== undefined && binary !== undefined)
    throw invalidParameter('You must not specify both SecretString and SecretBinary.');
  if (Buffer.byteLength(SecretString ?? '') > 65_536 || (SecretBinary?.length ?? 0) > 65_536)
    throw invalidParameter('Invalid secret value: it must have at most 65536 bytes.');
  const same = secret.versions.find(({ id }) => id === token);
  if (same) {
    if (same.string === SecretString && same.binary === binary) return same;
    throw invalidParameter("You can't modify an existing version, you can only create new versions.");
  }
  const now = context.stack.clock.now();
  const version: SecretVersion = { id: token, string: SecretString, binary, created: now, stages };
  for (const stage of stages) moveStage(secret, stage, version);
  secret.versions.push(version);
  if (secret.versions.length > KEPT_VERSIONS) secret.versions = secret.versions.filter(({ stages: own }, i) => own.length > 0 || i > 0);
  secret.changed = now;
  secretsOf(context).put(secret.arn, secret);
  return version;
}

export function moveStage(secret: SecretRecord, stage: string, to: SecretVersion): void {
  const holder = secret.versions.find(({ stages }) => stages.includes(stage));
  if (holder && holder !== to) {
    holder.stages = holder.stages.filter((each) => each !== stage);
    if (stage === CURRENT) {
      for (const each of secret.versions) each.stages = each.stages.filter((own) => own !== PREVIOUS);
      holder.stages.push(PREVIOUS);
    }
  }
  if (!to.stages.includes(stage)) to.stages.push(stage);
}

export const stagesOf = ({ versions }: SecretRecord): Record<string, string[]> =>
  Object.fromEntries(versions.filter(({ stages }) => stages.length > 0).map(({ id, stages }) => [id, stages]));

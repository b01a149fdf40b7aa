import { randomUUID } from 'node:crypto';
import type { Context } from '../service.ts';
import { stackMissing, validationError } from './errors.ts';
import { type CloudFormationStore, findStack, inProgress, type StackContent, type StackRecord, storeOf } from './store.ts';

/** A new record under a new id; the caller puts it. */
export function newStack(name: string, content: StackContent, { account, region, stack }: Context): StackRecord {
  return {
    id: `arn:aws:cloudformation:${region}:${account}:stack/${name}/${randomUUID()}`,
    name,
    account,
    region,
    status: 'REVIEW_IN_PROGRESS',
    creationTime: stack.clock.now(),
    disableRollback: false,
    terminationProtection: false,
    operationId: randomUUID(),
    content,
  };
}

export function checkStackName(name: string | undefined): string {
  if (name === undefined || name === '') throw missing('stackName');
  if (/^[a-zA-Z][-a-zA-Z0-9]{0,127}$/.test(name)) return name;
  throw validationError(
    `1 validation error detected: Value '${name}' at 'stackName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*`,
  );
}

export const missing = (member: string) =>
  validationError(`1 validation error detected: Value null at '${member}' failed to satisfy constraint: Member must not be null`);

/** The stack that a request names; deleted ones by id only. */
export function requireStack(nameOrId: string | undefined, context: Context, error = stackMissing): StackRecord {
  if (!nameOrId) throw missing('stackName');
  const record = findStack(storeOf(context.stack), nameOrId, context);
  if (!record) throw error(nameOrId);
  return record;
}

const UPDATABLE =
  /^(CREATE_COMPLETE|UPDATE_COMPLETE|UPDATE_ROLLBACK_COMPLETE|CREATE_FAILED|UPDATE_FAILED|IMPORT_COMPLETE|IMPORT_ROLLBACK_COMPLETE)$/;

/** Refuses an update of a stack that is busy, or past mending. */
export function requireUpdatable({ id, status }: StackRecord): void {
  if (inProgress(status) || !UPDATABLE.test(status)) throw validationError(`Stack:${id} is in ${status} state and can not be updated.`);
}

/** The live stack of that name, if any. */
export const liveStack = (store: CloudFormationStore, name: string, context: Context) => findStack(store, name, context);

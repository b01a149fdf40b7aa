import type { Context } from '../service.ts';
import type { ChangeSetRecord } from './change-set-record.ts';
import { changeSetMissing, validationError } from './errors.ts';
import { requireStack } from './stack-records.ts';
import { type CloudFormationStore, storeOf } from './store.ts';

/** The change set of that name of a stack. Once executed, its name is free again and only its id finds it. */
export function findChangeSet(store: CloudFormationStore, name: string, { id }: { id: string }): ChangeSetRecord | undefined {
  for (const changeSet of store.changeSets.values()) {
    if (changeSet.stackId === id && changeSet.name === name && !changeSet.executionStatus.startsWith('EXECUTE')) return changeSet;
  }
  return undefined;
}

/** The change set that a request names: by id, or by name and stack. */
export function requireChangeSet(name: string | undefined, stackName: string | undefined, context: Context): ChangeSetRecord {
  const store = storeOf(context.stack);
  if (!name)
    throw validationError(
      "1 validation error detected: Value null at 'changeSetName' failed to satisfy constraint: Member must not be null",
    );
  if (name.startsWith('arn:')) {
    const found = store.changeSets.get(name);
    if (!found) throw changeSetMissing(name);
    return found;
  }
  if (!stackName) throw validationError('StackName must be specified if ChangeSetName is not specified as an ARN.');
  const found = findChangeSet(store, name, requireStack(stackName, context));
  if (!found) throw changeSetMissing(name);
  return found;
}

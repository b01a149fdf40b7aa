import { randomUUID } from 'node:crypto';
import type { CreateChangeSetCommandInput, CreateChangeSetCommandOutput } from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../service.ts';
import type { ChangeSetRecord } from '../change-set-record.ts';
import { findChangeSet } from '../change-sets.ts';
import { contentOf } from '../content-of.ts';
import { createOperation } from '../engine/operation.ts';
import { alreadyExists, stackMissing, validationError } from '../errors.ts';
import { planOf } from '../plan.ts';
import { prepare } from '../prepare.ts';
import { checkStackName, liveStack, missing, newStack, requireUpdatable } from '../stack-records.ts';
import { storeOf } from '../store.ts';

export const NO_CHANGES = "The submitted information didn't contain changes. Submit different information to create a change set.";

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateChangeSet.html */
export const createChangeSet: Operation<CreateChangeSetCommandInput, CreateChangeSetCommandOutput> = async (input, context) => {
  const { stack } = context;
  const store = storeOf(stack);
  const type = input.ChangeSetType ?? 'UPDATE';
  const name = input.ChangeSetName;
  if (!name) throw missing('changeSetName');
  if (!/^[a-zA-Z][-a-zA-Z0-9]{0,127}$/.test(name)) {
    throw validationError(
      `1 validation error detected: Value '${name}' at 'changeSetName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*`,
    );
  }
  if (type === 'IMPORT' || input.ResourcesToImport?.length)
    throw validationError('The embedded stack does not support change sets of the type IMPORT');
  if (type !== 'CREATE' && type !== 'UPDATE') throw validationError(`The embedded stack does not support change sets of the type ${type}`);
  if (input.DeploymentMode)
    throw validationError(`The embedded stack does not detect drift, so there is no deployment mode ${input.DeploymentMode}`);
  const stackName = input.StackName?.startsWith('arn:') ? input.StackName : checkStackName(input.StackName);
  let record = liveStack(store, stackName, context);
  if (type === 'UPDATE') {
    if (!record || record.status === 'DELETE_COMPLETE') throw stackMissing(stackName);
    if (record.status === 'REVIEW_IN_PROGRESS')
      throw validationError(`Stack:${record.id} is in REVIEW_IN_PROGRESS state and can not be updated.`);
    requireUpdatable(record);
  } else if (record && record.status !== 'REVIEW_IN_PROGRESS') {
    throw validationError(`Stack [${record.name}] already exists and cannot be created again with the changeSet [${name}].`);
  }
  if (record && findChangeSet(store, name, record)) throw alreadyExists(`ChangeSet ${name} already exists for the stack ${record.name}`);

  const previous = type === 'UPDATE' ? record?.content : undefined;
  const content = await contentOf(input, context, previous);
  const target = record ?? newStack(stackName, { ...content, parameters: [], tags: [], template: '' }, context);
  const prepared = await prepare(target, content, context);
  const plan = await planOf(stack, target, prepared);
  if (!record) {
    record = target;
    store.stacks.put(record.id, record);
    createOperation(stack, record.id, context).setStack('REVIEW_IN_PROGRESS', 'User Initiated');
  }
  const changeSet: ChangeSetRecord = {
    id: `arn:aws:cloudformation:${record.region}:${record.account}:changeSet/${name}/${randomUUID()}`,
    name,
    stackId: record.id,
    stackName: record.name,
    type,
    ...(input.Description === undefined ? {} : { description: input.Description }),
    ...(plan.any
      ? { status: 'CREATE_COMPLETE', executionStatus: 'AVAILABLE' }
      : { status: 'FAILED', executionStatus: 'UNAVAILABLE', statusReason: NO_CHANGES }),
    created: stack.clock.now(),
    ...(input.OnStackFailure === undefined ? {} : { onStackFailure: input.OnStackFailure }),
    changes: plan.changes,
    content: prepared.content,
  };
  store.changeSets.put(changeSet.id, changeSet);
  return { Id: changeSet.id, StackId: record.id };
};

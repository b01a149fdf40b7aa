import type { DeleteStackCommandInput, DeleteStackCommandOutput } from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../service.ts';
import { remove } from '../engine/remove.ts';
import { startOperation } from '../engine/start.ts';
import { validationError } from '../errors.ts';
import { missing } from '../stack-records.ts';
import { findStack, inProgress, storeOf } from '../store.ts';

/** Deleting what is gone already is a success. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeleteStack.html */
export const deleteStack: Operation<DeleteStackCommandInput, DeleteStackCommandOutput> = (input, context) => {
  const store = storeOf(context.stack);
  if (!input.StackName) throw missing('stackName');
  const record = findStack(store, input.StackName, context);
  if (!record || record.status === 'DELETE_COMPLETE' || record.status === 'DELETE_IN_PROGRESS') return {};
  if (record.terminationProtection) {
    throw validationError(`Stack [${record.name}] cannot be deleted while TerminationProtection is enabled`);
  }
  if (inProgress(record.status)) throw validationError(`Stack [${record.id}] cannot be deleted while in status ${record.status}`);
  const retained = input.RetainResources ?? [];
  const force = input.DeletionMode === 'FORCE_DELETE_STACK';
  if (retained.length > 0 && record.status !== 'DELETE_FAILED') {
    throw validationError(
      `Invalid operation on stack [${record.id}]. Specify the resources to retain only when stack in state [DELETE_FAILED].`,
    );
  }
  for (const changeSet of [...store.changeSets.values()]) if (changeSet.stackId === record.id) store.changeSets.delete(changeSet.id);
  const left = force ? store.resourcesOf(record.id).filter(({ status }) => status === 'DELETE_FAILED') : [];
  const kept = [...retained, ...left.map(({ logicalId }) => logicalId)];
  startOperation(context, record.id, { clientRequestToken: input.ClientRequestToken, failed: 'DELETE_FAILED' }, (operation) =>
    remove(operation, kept),
  );
  return {};
};

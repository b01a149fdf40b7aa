import type { ExecuteChangeSetCommandInput, ExecuteChangeSetCommandOutput } from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../service.ts';
import { requireChangeSet } from '../change-sets.ts';
import { deploy } from '../engine/deploy.ts';
import { startOperation } from '../engine/start.ts';
import { invalidChangeSetStatus, stackMissing, validationError } from '../errors.ts';
import { prepare } from '../prepare.ts';
import { requireUpdatable } from '../stack-records.ts';
import { storeOf } from '../store.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ExecuteChangeSet.html */
export const executeChangeSet: Operation<ExecuteChangeSetCommandInput, ExecuteChangeSetCommandOutput> = async (input, context) => {
  const store = storeOf(context.stack);
  const changeSet = requireChangeSet(input.ChangeSetName, input.StackName, context);
  if (changeSet.executionStatus !== 'AVAILABLE') {
    throw invalidChangeSetStatus(`ChangeSet [${changeSet.id}] cannot be executed in its current status of [${changeSet.status}]`);
  }
  const record = store.stacks.get(changeSet.stackId);
  if (!record || record.status === 'DELETE_COMPLETE') throw stackMissing(changeSet.stackName);
  const kind = record.status === 'REVIEW_IN_PROGRESS' ? 'CREATE' : 'UPDATE';
  if (kind === 'UPDATE') requireUpdatable(record);
  if (input.DisableRollback && changeSet.onStackFailure !== undefined) {
    throw validationError('DisableRollback and OnStackFailure cannot both be specified');
  }
  const prepared = await prepare(record, changeSet.content, context);
  for (const other of [...store.changeSets.values()])
    if (other.stackId === record.id && other.id !== changeSet.id) store.changeSets.delete(other.id);
  store.changeSets.put(changeSet.id, { ...changeSet, executionStatus: 'EXECUTE_COMPLETE' });
  const disableRollback = input.DisableRollback ?? false;
  store.stacks.put(record.id, { ...record, changeSetId: changeSet.id, disableRollback });
  const onFailure = disableRollback ? 'DO_NOTHING' : (changeSet.onStackFailure ?? 'ROLLBACK');
  const retainExceptOnCreate = input.RetainExceptOnCreate ?? false;
  startOperation(context, record.id, { clientRequestToken: input.ClientRequestToken, failed: `${kind}_FAILED` }, (operation) =>
    deploy(operation, prepared, { kind, onFailure, retainExceptOnCreate }),
  );
  return {};
};

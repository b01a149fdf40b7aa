import type { DeleteChangeSetCommandInput, DeleteChangeSetCommandOutput } from '@aws-sdk/client-cloudformation';
import { AwsError } from '../../errors.ts';
import type { Operation } from '../../service.ts';
import { requireChangeSet } from '../change-sets.ts';
import { storeOf } from '../store.ts';

/** Deleting what is gone already is a success. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DeleteChangeSet.html */
export const deleteChangeSet: Operation<DeleteChangeSetCommandInput, DeleteChangeSetCommandOutput> = (input, context) => {
  try {
    storeOf(context.stack).changeSets.delete(requireChangeSet(input.ChangeSetName, input.StackName, context).id);
  } catch (error) {
    if (!(error instanceof AwsError) || error.code !== 'ChangeSetNotFound') throw error;
  }
  return {};
};

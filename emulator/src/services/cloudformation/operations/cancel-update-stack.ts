import type { CancelUpdateStackCommandInput, CancelUpdateStackCommandOutput } from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../service.ts';
import { validationError } from '../errors.ts';
import { requireStack } from '../stack-records.ts';
import { storeOf } from '../store.ts';

/** What runs comes to its end, nothing new starts, and the update is rolled back. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CancelUpdateStack.html */
export const cancelUpdateStack: Operation<CancelUpdateStackCommandInput, CancelUpdateStackCommandOutput> = (input, context) => {
  const { id, status } = requireStack(input.StackName, context);
  if (status !== 'UPDATE_IN_PROGRESS') throw validationError('CancelUpdateStack cannot be called from current stack status');
  storeOf(context.stack).cancelled.add(id);
  return {};
};

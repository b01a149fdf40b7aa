import type { ContinueUpdateRollbackCommandInput, ContinueUpdateRollbackCommandOutput } from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../service.ts';
import { rollbackUpdate } from '../engine/rollback.ts';
import { startOperation } from '../engine/start.ts';
import { validationError } from '../errors.ts';
import { requireStack } from '../stack-records.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ContinueUpdateRollback.html */
export const continueUpdateRollback: Operation<ContinueUpdateRollbackCommandInput, ContinueUpdateRollbackCommandOutput> = (
  input,
  context,
) => {
  const { id, status } = requireStack(input.StackName, context);
  if (status !== 'UPDATE_ROLLBACK_FAILED') throw validationError(`Stack:${id} is in ${status} state and can not be rolled back further.`);
  startOperation(context, id, { clientRequestToken: input.ClientRequestToken, failed: 'UPDATE_ROLLBACK_FAILED' }, (operation) =>
    rollbackUpdate(operation, 'User Initiated', input.ResourcesToSkip ?? []),
  );
  return {};
};

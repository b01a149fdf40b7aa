import type { RollbackStackCommandInput, RollbackStackCommandOutput } from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../service.ts';
import { rollbackCreate, rollbackUpdate } from '../engine/rollback.ts';
import { startOperation } from '../engine/start.ts';
import { validationError } from '../errors.ts';
import { requireStack } from '../stack-records.ts';

/** For a stack whose failed operation was not rolled back. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_RollbackStack.html */
export const rollbackStack: Operation<RollbackStackCommandInput, RollbackStackCommandOutput> = (input, context) => {
  const { id, status } = requireStack(input.StackName, context);
  if (status !== 'CREATE_FAILED' && status !== 'UPDATE_FAILED')
    throw validationError(`Stack:${id} is in ${status} state and can not be rolled back.`);
  const created = status === 'CREATE_FAILED';
  startOperation(
    context,
    id,
    { clientRequestToken: input.ClientRequestToken, failed: created ? 'ROLLBACK_FAILED' : 'UPDATE_ROLLBACK_FAILED' },
    (operation) => (created ? rollbackCreate(operation, 'User Initiated') : rollbackUpdate(operation, 'User Initiated')),
  );
  return { StackId: id };
};

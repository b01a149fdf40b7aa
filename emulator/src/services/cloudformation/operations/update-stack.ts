import type { UpdateStackCommandInput, UpdateStackCommandOutput } from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../service.ts';
import { contentOf } from '../content-of.ts';
import { deploy } from '../engine/deploy.ts';
import { startOperation } from '../engine/start.ts';
import { stackMissing, validationError } from '../errors.ts';
import { planOf } from '../plan.ts';
import { prepare } from '../prepare.ts';
import { checkStackPolicy } from '../stack-policy.ts';
import { requireStack, requireUpdatable } from '../stack-records.ts';
import { storeOf } from '../store.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_UpdateStack.html */
export const updateStack: Operation<UpdateStackCommandInput, UpdateStackCommandOutput> = async (input, context) => {
  const record = requireStack(input.StackName, context);
  if (record.status === 'DELETE_COMPLETE') throw stackMissing(input.StackName ?? '');
  requireUpdatable(record);
  if (input.StackPolicyBody !== undefined) checkStackPolicy(input.StackPolicyBody);
  const content = await contentOf(input, context, record.content);
  const prepared = await prepare(record, content, context);
  const plan = await planOf(context.stack, record, prepared);
  if (!plan.any) throw validationError('No updates are to be performed.');
  const store = storeOf(context.stack);
  const current = store.stacks.get(record.id) ?? record;
  requireUpdatable(current);
  const disableRollback = input.DisableRollback ?? false;
  store.stacks.put(record.id, {
    ...current,
    disableRollback,
    ...(input.StackPolicyBody === undefined ? {} : { policy: input.StackPolicyBody }),
  });
  const onFailure = disableRollback ? 'DO_NOTHING' : 'ROLLBACK';
  const retainExceptOnCreate = input.RetainExceptOnCreate ?? false;
  startOperation(context, record.id, { clientRequestToken: input.ClientRequestToken, failed: 'UPDATE_FAILED' }, (operation) =>
    deploy(operation, prepared, { kind: 'UPDATE', onFailure, retainExceptOnCreate }),
  );
  return { StackId: record.id };
};

import type { CreateStackCommandInput, CreateStackCommandOutput } from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../service.ts';
import { contentOf } from '../content-of.ts';
import { deploy } from '../engine/deploy.ts';
import { startOperation } from '../engine/start.ts';
import { alreadyExists, validationError } from '../errors.ts';
import { prepare } from '../prepare.ts';
import { checkStackPolicy } from '../stack-policy.ts';
import { checkStackName, liveStack, newStack } from '../stack-records.ts';
import { storeOf } from '../store.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html */
export const createStack: Operation<CreateStackCommandInput, CreateStackCommandOutput> = async (input, context) => {
  const store = storeOf(context.stack);
  const name = checkStackName(input.StackName);
  const refuseExisting = () => {
    if (liveStack(store, name, context)) throw alreadyExists(`Stack [${name}] already exists`);
  };
  refuseExisting();
  if (input.OnFailure !== undefined && input.DisableRollback !== undefined) {
    throw validationError('You can specify either DisableRollback or OnFailure, but not both.');
  }
  if (input.StackPolicyBody !== undefined) checkStackPolicy(input.StackPolicyBody);
  const content = await contentOf(input, context);
  const record = newStack(name, content, context);
  const prepared = await prepare(record, content, context);
  refuseExisting();
  store.stacks.put(record.id, {
    ...record,
    status: 'CREATE_IN_PROGRESS',
    disableRollback: input.DisableRollback ?? false,
    terminationProtection: input.EnableTerminationProtection ?? false,
    ...(input.TimeoutInMinutes === undefined ? {} : { timeoutInMinutes: input.TimeoutInMinutes }),
    ...(input.StackPolicyBody === undefined ? {} : { policy: input.StackPolicyBody }),
  });
  const onFailure = input.DisableRollback ? 'DO_NOTHING' : (input.OnFailure ?? 'ROLLBACK');
  const retainExceptOnCreate = input.RetainExceptOnCreate ?? false;
  startOperation(context, record.id, { clientRequestToken: input.ClientRequestToken, failed: 'CREATE_FAILED' }, (operation) =>
    deploy(operation, prepared, { kind: 'CREATE', onFailure, retainExceptOnCreate }),
  );
  if (input.TimeoutInMinutes !== undefined) {
    context.stack.clock.after(input.TimeoutInMinutes * 60_000, () => {
      if (!store.signal.aborted && store.stacks.get(record.id)?.status === 'CREATE_IN_PROGRESS') store.cancelled.add(record.id);
    });
  }
  return { StackId: record.id };
};

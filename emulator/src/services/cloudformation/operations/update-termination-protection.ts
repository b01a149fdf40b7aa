import type { UpdateTerminationProtectionCommandInput, UpdateTerminationProtectionCommandOutput } from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../service.ts';
import { missing, requireStack } from '../stack-records.ts';
import { storeOf } from '../store.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_UpdateTerminationProtection.html */
export const updateTerminationProtection: Operation<UpdateTerminationProtectionCommandInput, UpdateTerminationProtectionCommandOutput> = (
  input,
  context,
) => {
  const record = requireStack(input.StackName, context);
  if (input.EnableTerminationProtection === undefined) throw missing('enableTerminationProtection');
  storeOf(context.stack).stacks.put(record.id, { ...record, terminationProtection: input.EnableTerminationProtection });
  return { StackId: record.id };
};

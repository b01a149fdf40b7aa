import type { SetStackPolicyCommandInput, SetStackPolicyCommandOutput } from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../service.ts';
import { checkStackPolicy } from '../stack-policy.ts';
import { requireStack } from '../stack-records.ts';
import { storeOf } from '../store.ts';
import { templateText } from '../template-source.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_SetStackPolicy.html */
export const setStackPolicy: Operation<SetStackPolicyCommandInput, SetStackPolicyCommandOutput> = async (input, context) => {
  const record = requireStack(input.StackName, context);
  const policy = await templateText({ TemplateBody: input.StackPolicyBody, TemplateURL: input.StackPolicyURL }, context);
  checkStackPolicy(policy);
  storeOf(context.stack).stacks.put(record.id, { ...record, policy });
  return {};
};

import type { GetStackPolicyCommandInput, GetStackPolicyCommandOutput } from '@aws-sdk/client-cloudformation';
import type { Operation } from '../../service.ts';
import { requireStack } from '../stack-records.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetStackPolicy.html */
export const getStackPolicy: Operation<GetStackPolicyCommandInput, GetStackPolicyCommandOutput> = (input, context) => ({
  StackPolicyBody: requireStack(input.StackName, context).policy,
});

import type { GetPolicyCommandInput, GetPolicyCommandOutput } from '@aws-sdk/client-iam';
import type { Operation } from '../../service.ts';
import { attachments, showPolicy } from '../show.ts';
import { isAwsManaged, policyOf } from '../store.ts';

/** Of a policy that AWS keeps, only what its ARN says is known here. https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicy.html */
export const getPolicy: Operation<GetPolicyCommandInput, GetPolicyCommandOutput> = (input, context) => {
  const arn = input.PolicyArn ?? '';
  if (isAwsManaged(arn)) {
    const [, path = '/', name = ''] = arn.match(/:policy(\/(?:.*\/)?)([^/]+)$/) ?? [];
    return { Policy: { PolicyName: name, Arn: arn, Path: path, AttachmentCount: attachments(arn, context).length, IsAttachable: true } };
  }
  return { Policy: showPolicy(policyOf(arn, context), context) };
};

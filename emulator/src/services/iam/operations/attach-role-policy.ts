import type { AttachRolePolicyCommandInput, AttachRolePolicyCommandOutput } from '@aws-sdk/client-iam';
import type { Operation } from '../../service.ts';
import { isAwsManaged, policyOf, roleKey, roleNamed, rolesOf } from '../store.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_AttachRolePolicy.html */
export const attachRolePolicy: Operation<AttachRolePolicyCommandInput, AttachRolePolicyCommandOutput> = (input, context) => {
  const role = roleNamed(input.RoleName, context);
  const arn = input.PolicyArn ?? '';
  if (!isAwsManaged(arn)) policyOf(arn, context);
  if (!role.attached.includes(arn)) role.attached.push(arn);
  rolesOf(context).put(roleKey(context, role.name), role);
  return {};
};

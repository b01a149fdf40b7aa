import type { DetachRolePolicyCommandInput, DetachRolePolicyCommandOutput } from '@aws-sdk/client-iam';
import type { Operation } from '../../service.ts';
import { noSuchEntity } from '../errors.ts';
import { roleKey, roleNamed, rolesOf } from '../store.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DetachRolePolicy.html */
export const detachRolePolicy: Operation<DetachRolePolicyCommandInput, DetachRolePolicyCommandOutput> = (input, context) => {
  const role = roleNamed(input.RoleName, context);
  if (!role.attached.includes(input.PolicyArn ?? '')) throw noSuchEntity(`Policy ${input.PolicyArn} was not found.`);
  role.attached = role.attached.filter((arn) => arn !== input.PolicyArn);
  rolesOf(context).put(roleKey(context, role.name), role);
  return {};
};

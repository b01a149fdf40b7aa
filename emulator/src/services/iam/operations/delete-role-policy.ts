import type { DeleteRolePolicyCommandInput, DeleteRolePolicyCommandOutput } from '@aws-sdk/client-iam';
import type { Operation } from '../../service.ts';
import { noSuchEntity } from '../errors.ts';
import { roleKey, roleNamed, rolesOf } from '../store.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRolePolicy.html */
export const deleteRolePolicy: Operation<DeleteRolePolicyCommandInput, DeleteRolePolicyCommandOutput> = (input, context) => {
  const role = roleNamed(input.RoleName, context);
  if (role.inline[input.PolicyName ?? ''] === undefined)
    throw noSuchEntity(`The role policy with name ${input.PolicyName} cannot be found.`);
  delete role.inline[input.PolicyName ?? ''];
  rolesOf(context).put(roleKey(context, role.name), role);
  return {};
};

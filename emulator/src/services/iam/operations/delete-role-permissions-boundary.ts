import type { DeleteRolePermissionsBoundaryCommandInput, DeleteRolePermissionsBoundaryCommandOutput } from '@aws-sdk/client-iam';
import type { Operation } from '../../service.ts';
import { roleKey, roleNamed, rolesOf } from '../store.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRolePermissionsBoundary.html */
export const deleteRolePermissionsBoundary: Operation<
  DeleteRolePermissionsBoundaryCommandInput,
  DeleteRolePermissionsBoundaryCommandOutput
> = (input, context) => {
  const role = roleNamed(input.RoleName, context);
  role.permissionsBoundary = undefined;
  rolesOf(context).put(roleKey(context, role.name), role);
  return {};
};

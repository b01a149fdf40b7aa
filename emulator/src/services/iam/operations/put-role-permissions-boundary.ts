import type { PutRolePermissionsBoundaryCommandInput, PutRolePermissionsBoundaryCommandOutput } from '@aws-sdk/client-iam';
import type { Operation } from '../../service.ts';
import { roleKey, roleNamed, rolesOf } from '../store.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePermissionsBoundary.html */
export const putRolePermissionsBoundary: Operation<PutRolePermissionsBoundaryCommandInput, PutRolePermissionsBoundaryCommandOutput> = (
  input,
  context,
) => {
  const role = roleNamed(input.RoleName, context);
  role.permissionsBoundary = input.PermissionsBoundary;
  rolesOf(context).put(roleKey(context, role.name), role);
  return {};
};

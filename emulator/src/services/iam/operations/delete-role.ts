import type { DeleteRoleCommandInput, DeleteRoleCommandOutput } from '@aws-sdk/client-iam';
import type { Operation } from '../../service.ts';
import { deleteConflict } from '../errors.ts';
import { roleKey, roleNamed, rolesOf } from '../store.ts';

/** A role with policies cannot be deleted. https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRole.html */
export const deleteRole: Operation<DeleteRoleCommandInput, DeleteRoleCommandOutput> = (input, context) => {
  const role = roleNamed(input.RoleName, context);
  if (role.attached.length) throw deleteConflict('Cannot delete entity, must detach all policies first.');
  if (Object.keys(role.inline).length) throw deleteConflict('Cannot delete entity, must delete policies first.');
  rolesOf(context).delete(roleKey(context, role.name));
  return {};
};

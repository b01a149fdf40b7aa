import type { UntagRoleCommandInput, UntagRoleCommandOutput } from '@aws-sdk/client-iam';
import type { Operation } from '../../service.ts';
import { roleKey, roleNamed, rolesOf } from '../store.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_UntagRole.html */
export const untagRole: Operation<UntagRoleCommandInput, UntagRoleCommandOutput> = (input, context) => {
  const role = roleNamed(input.RoleName, context);
  role.tags = role.tags.filter((tag) => !input.TagKeys?.includes(tag.Key ?? ''));
  rolesOf(context).put(roleKey(context, role.name), role);
  return {};
};

import type { TagRoleCommandInput, TagRoleCommandOutput } from '@aws-sdk/client-iam';
import type { Operation } from '../../service.ts';
import { mergeTags, roleKey, roleNamed, rolesOf } from '../store.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_TagRole.html */
export const tagRole: Operation<TagRoleCommandInput, TagRoleCommandOutput> = (input, context) => {
  const role = roleNamed(input.RoleName, context);
  role.tags = mergeTags(role.tags, input.Tags);
  rolesOf(context).put(roleKey(context, role.name), role);
  return {};
};

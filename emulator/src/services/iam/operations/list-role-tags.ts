import type { ListRoleTagsCommandInput, ListRoleTagsCommandOutput } from '@aws-sdk/client-iam';
import type { Operation } from '../../service.ts';
import { page, roleNamed } from '../store.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoleTags.html */
export const listRoleTags: Operation<ListRoleTagsCommandInput, ListRoleTagsCommandOutput> = (input, context) => {
  const { items, ...rest } = page(roleNamed(input.RoleName, context).tags, input);
  return { Tags: items, ...rest };
};

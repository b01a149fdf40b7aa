import type { ListInstanceProfilesForRoleCommandInput, ListInstanceProfilesForRoleCommandOutput } from '@aws-sdk/client-iam';
import type { Operation } from '../../service.ts';
import { roleNamed } from '../store.ts';

/** There are no instances, so no profiles. https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListInstanceProfilesForRole.html */
export const listInstanceProfilesForRole: Operation<ListInstanceProfilesForRoleCommandInput, ListInstanceProfilesForRoleCommandOutput> = (
  input,
  context,
) => {
  roleNamed(input.RoleName, context);
  return { InstanceProfiles: [], IsTruncated: false };
};

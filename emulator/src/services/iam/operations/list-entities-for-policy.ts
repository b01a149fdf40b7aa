import type { ListEntitiesForPolicyCommandInput, ListEntitiesForPolicyCommandOutput } from '@aws-sdk/client-iam';
import type { Operation } from '../../service.ts';
import { attachments } from '../show.ts';

/** Roles are the only entities here. https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListEntitiesForPolicy.html */
export const listEntitiesForPolicy: Operation<ListEntitiesForPolicyCommandInput, ListEntitiesForPolicyCommandOutput> = (input, context) => {
  const roles = attachments(input.PolicyArn ?? '', context);
  return {
    PolicyRoles: roles.map((role) => ({ RoleName: role.name, RoleId: role.id })),
    PolicyGroups: [],
    PolicyUsers: [],
    IsTruncated: false,
  };
};

import type { ListRolesCommandInput, ListRolesCommandOutput } from '@aws-sdk/client-iam';
import type { Operation } from '../../service.ts';
import { showRole } from '../show.ts';
import { page, rolesOf } from '../store.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRoles.html */
export const listRoles: Operation<ListRolesCommandInput, ListRolesCommandOutput> = (input, context) => {
  const all = [...rolesOf(context).values()].filter(
    (role) => role.account === context.account && role.path.startsWith(input.PathPrefix ?? '/'),
  );
  const { items, ...rest } = page(all, input);
  return { Roles: items.map((role) => ({ ...showRole(role), Tags: undefined, PermissionsBoundary: undefined })), ...rest };
};

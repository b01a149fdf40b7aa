import type { ListRolePoliciesCommandInput, ListRolePoliciesCommandOutput } from '@aws-sdk/client-iam';
import type { Operation } from '../../service.ts';
import { page, roleNamed } from '../store.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListRolePolicies.html */
export const listRolePolicies: Operation<ListRolePoliciesCommandInput, ListRolePoliciesCommandOutput> = (input, context) => {
  const { items, ...rest } = page(Object.keys(roleNamed(input.RoleName, context).inline), input);
  return { PolicyNames: items, ...rest };
};

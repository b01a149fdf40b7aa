import type { ListAttachedRolePoliciesCommandInput, ListAttachedRolePoliciesCommandOutput } from '@aws-sdk/client-iam';
import type { Operation } from '../../service.ts';
import { page, roleNamed } from '../store.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListAttachedRolePolicies.html */
export const listAttachedRolePolicies: Operation<ListAttachedRolePoliciesCommandInput, ListAttachedRolePoliciesCommandOutput> = (
  input,
  context,
) => {
  const { items, ...rest } = page(roleNamed(input.RoleName, context).attached, input);
  return { AttachedPolicies: items.map((arn) => ({ PolicyName: arn.slice(arn.lastIndexOf('/') + 1), PolicyArn: arn })), ...rest };
};

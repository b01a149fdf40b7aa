import type { ListPoliciesCommandInput, ListPoliciesCommandOutput } from '@aws-sdk/client-iam';
import type { Operation } from '../../service.ts';
import { attachments, showPolicy } from '../show.ts';
import { type PolicyRecord, page, policiesOf, policyArn } from '../store.ts';

/** Those of the account: the policies that AWS keeps are not listed. https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicies.html */
export const listPolicies: Operation<ListPoliciesCommandInput, ListPoliciesCommandOutput> = (input, context) => {
  const used = (policy: PolicyRecord) => !input.OnlyAttached || attachments(policyArn(policy), context).length > 0;
  const all = [...policiesOf(context).values()].filter(
    (policy) =>
      policy.account === context.account && input.Scope !== 'AWS' && policy.path.startsWith(input.PathPrefix ?? '/') && used(policy),
  );
  const { items, ...rest } = page(all, input);
  return { Policies: items.map((policy) => ({ ...showPolicy(policy, context), Description: undefined, Tags: undefined })), ...rest };
};

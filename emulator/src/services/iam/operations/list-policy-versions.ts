import type { ListPolicyVersionsCommandInput, ListPolicyVersionsCommandOutput } from '@aws-sdk/client-iam';
import type { Operation } from '../../service.ts';
import { page, policyOf } from '../store.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_ListPolicyVersions.html */
export const listPolicyVersions: Operation<ListPolicyVersionsCommandInput, ListPolicyVersionsCommandOutput> = (input, context) => {
  const policy = policyOf(input.PolicyArn, context);
  const { items, ...rest } = page([...policy.versions].reverse(), input);
  return {
    Versions: items.map((version) => ({
      VersionId: version.id,
      IsDefaultVersion: policy.defaultVersion === version.id,
      CreateDate: new Date(version.created),
    })),
    ...rest,
  };
};

import type { GetPolicyVersionCommandInput, GetPolicyVersionCommandOutput } from '@aws-sdk/client-iam';
import { unsupported } from '../../errors.ts';
import type { Operation } from '../../service.ts';
import { noSuchEntity } from '../errors.ts';
import { encoded, isAwsManaged, policyOf } from '../store.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicyVersion.html */
export const getPolicyVersion: Operation<GetPolicyVersionCommandInput, GetPolicyVersionCommandOutput> = (input, context) => {
  if (isAwsManaged(input.PolicyArn ?? ''))
    throw unsupported('IAM', `GetPolicyVersion of ${input.PolicyArn}: the documents of AWS's own policies are not part of it`);
  const policy = policyOf(input.PolicyArn, context);
  const version = policy.versions.find((each) => each.id === input.VersionId);
  if (!version) throw noSuchEntity(`Policy ${input.PolicyArn} version ${input.VersionId} does not exist or is not attachable.`);
  return {
    PolicyVersion: {
      Document: encoded(version.document),
      VersionId: version.id,
      IsDefaultVersion: policy.defaultVersion === version.id,
      CreateDate: new Date(version.created),
    },
  };
};

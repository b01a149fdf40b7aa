import type { DeletePolicyVersionCommandInput, DeletePolicyVersionCommandOutput } from '@aws-sdk/client-iam';
import type { Operation } from '../../service.ts';
import { deleteConflict, noSuchEntity } from '../errors.ts';
import { policiesOf, policyArn, policyOf } from '../store.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeletePolicyVersion.html */
export const deletePolicyVersion: Operation<DeletePolicyVersionCommandInput, DeletePolicyVersionCommandOutput> = (input, context) => {
  const policy = policyOf(input.PolicyArn, context);
  if (!policy.versions.some((each) => each.id === input.VersionId))
    throw noSuchEntity(`Policy ${input.PolicyArn} version ${input.VersionId} does not exist or is not attachable.`);
  if (policy.defaultVersion === input.VersionId) throw deleteConflict('Cannot delete the default version of a policy.');
  policy.versions = policy.versions.filter((each) => each.id !== input.VersionId);
  policiesOf(context).put(policyArn(policy), policy);
  return {};
};

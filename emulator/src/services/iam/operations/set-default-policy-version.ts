import type { SetDefaultPolicyVersionCommandInput, SetDefaultPolicyVersionCommandOutput } from '@aws-sdk/client-iam';
import type { Operation } from '../../service.ts';
import { noSuchEntity } from '../errors.ts';
import { policiesOf, policyArn, policyOf } from '../store.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_SetDefaultPolicyVersion.html */
export const setDefaultPolicyVersion: Operation<SetDefaultPolicyVersionCommandInput, SetDefaultPolicyVersionCommandOutput> = (
  input,
  context,
) => {
  const policy = policyOf(input.PolicyArn, context);
  const version = policy.versions.find((each) => each.id === input.VersionId);
  if (!version) throw noSuchEntity(`Policy ${input.PolicyArn} version ${input.VersionId} does not exist or is not attachable.`);
  policy.defaultVersion = version.id;
  policiesOf(context).put(policyArn(policy), policy);
  return {};
};

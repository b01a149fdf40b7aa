import type { CreatePolicyVersionCommandInput, CreatePolicyVersionCommandOutput } from '@aws-sdk/client-iam';
import type { Operation } from '../../service.ts';
import { limitExceeded } from '../errors.ts';
import { checkDocument, policiesOf, policyArn, policyOf } from '../store.ts';

/** At most five versions at a time. https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicyVersion.html */
export const createPolicyVersion: Operation<CreatePolicyVersionCommandInput, CreatePolicyVersionCommandOutput> = (input, context) => {
  const policy = policyOf(input.PolicyArn, context);
  if (policy.versions.length >= 5)
    throw limitExceeded(
      'A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.',
    );
  const version = { id: `v${policy.nextVersion++}`, document: checkDocument(input.PolicyDocument), created: context.stack.clock.now() };
  policy.versions.push(version);
  policy.updated = version.created;
  if (input.SetAsDefault) policy.defaultVersion = version.id;
  policiesOf(context).put(policyArn(policy), policy);
  return {
    PolicyVersion: { VersionId: version.id, IsDefaultVersion: policy.defaultVersion === version.id, CreateDate: new Date(version.created) },
  };
};

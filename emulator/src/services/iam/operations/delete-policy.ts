import type { DeletePolicyCommandInput, DeletePolicyCommandOutput } from '@aws-sdk/client-iam';
import type { Operation } from '../../service.ts';
import { deleteConflict } from '../errors.ts';
import { attachments } from '../show.ts';
import { policiesOf, policyArn, policyOf } from '../store.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeletePolicy.html */
export const deletePolicy: Operation<DeletePolicyCommandInput, DeletePolicyCommandOutput> = (input, context) => {
  const policy = policyOf(input.PolicyArn, context);
  if (attachments(policyArn(policy), context).length) throw deleteConflict('Cannot delete a policy attached to entities.');
  if (policy.versions.length > 1)
    throw deleteConflict(
      "This policy has more than one version. Before you delete a policy, you must delete the policy's versions. The default version is deleted with the policy.",
    );
  policiesOf(context).delete(policyArn(policy));
  return {};
};

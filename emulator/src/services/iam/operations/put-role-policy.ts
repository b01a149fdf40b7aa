import type { PutRolePolicyCommandInput, PutRolePolicyCommandOutput } from '@aws-sdk/client-iam';
import type { Operation } from '../../service.ts';
import { validationError } from '../errors.ts';
import { checkDocument, roleKey, roleNamed, rolesOf } from '../store.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html */
export const putRolePolicy: Operation<PutRolePolicyCommandInput, PutRolePolicyCommandOutput> = (input, context) => {
  const role = roleNamed(input.RoleName, context);
  const name = input.PolicyName ?? '';
  if (!/^[\w+=,.@-]{1,128}$/.test(name))
    throw validationError(
      'The specified value for policyName is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-',
    );
  role.inline[name] = checkDocument(input.PolicyDocument);
  rolesOf(context).put(roleKey(context, role.name), role);
  return {};
};

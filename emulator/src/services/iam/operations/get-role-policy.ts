import type { GetRolePolicyCommandInput, GetRolePolicyCommandOutput } from '@aws-sdk/client-iam';
import type { Operation } from '../../service.ts';
import { noSuchEntity } from '../errors.ts';
import { encoded, roleNamed } from '../store.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRolePolicy.html */
export const getRolePolicy: Operation<GetRolePolicyCommandInput, GetRolePolicyCommandOutput> = (input, context) => {
  const role = roleNamed(input.RoleName, context);
  const document = role.inline[input.PolicyName ?? ''];
  if (document === undefined) throw noSuchEntity(`The role policy with name ${input.PolicyName} cannot be found.`);
  return { RoleName: role.name, PolicyName: input.PolicyName, PolicyDocument: encoded(document) };
};

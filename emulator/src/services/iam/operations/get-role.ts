import type { GetRoleCommandInput, GetRoleCommandOutput } from '@aws-sdk/client-iam';
import type { Operation } from '../../service.ts';
import { showRole } from '../show.ts';
import { roleNamed } from '../store.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRole.html */
export const getRole: Operation<GetRoleCommandInput, GetRoleCommandOutput> = (input, context) => {
  return { Role: showRole(roleNamed(input.RoleName, context)) };
};

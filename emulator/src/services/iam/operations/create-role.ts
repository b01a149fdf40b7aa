import type { CreateRoleCommandInput, CreateRoleCommandOutput } from '@aws-sdk/client-iam';
import type { Operation } from '../../service.ts';
import { alreadyExists, validationError } from '../errors.ts';
import { showRole } from '../show.ts';
import { checkDocument, makeId, type RoleRecord, roleKey, rolesOf } from '../store.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html */
export const createRole: Operation<CreateRoleCommandInput, CreateRoleCommandOutput> = (input, context) => {
  const { RoleName: name = '', Path: path = '/' } = input;
  if (!/^[\w+=,.@-]{1,64}$/.test(name))
    throw validationError(
      'The specified value for roleName is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-',
    );
  if (!/^\/([!-~]*\/)?$/.test(path))
    throw validationError(
      'The specified value for path is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.',
    );
  const roles = rolesOf(context);
  if (roles.has(roleKey(context, name))) throw alreadyExists(`Role with name ${name} already exists.`);
  const maxSessionDuration = input.MaxSessionDuration ?? 3600;
  if (maxSessionDuration < 3600 || maxSessionDuration > 43_200)
    throw validationError(
      `1 validation error detected: Value '${maxSessionDuration}' at 'maxSessionDuration' failed to satisfy constraint: Member must be between 3600 and 43200`,
    );
  const role: RoleRecord = {
    account: context.account,
    name,
    path,
    id: makeId('AROA'),
    created: context.stack.clock.now(),
    trust: checkDocument(input.AssumeRolePolicyDocument),
    description: input.Description,
    maxSessionDuration,
    permissionsBoundary: input.PermissionsBoundary,
    tags: input.Tags ?? [],
    inline: {},
    attached: [],
  };
  roles.put(roleKey(context, name), role);
  return { Role: showRole(role) };
};

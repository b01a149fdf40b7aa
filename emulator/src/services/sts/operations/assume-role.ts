import type { GetRoleCommandOutput } from '@aws-sdk/client-iam';
import type { AssumeRoleCommandInput, AssumeRoleCommandOutput } from '@aws-sdk/client-sts';
import type { Operation } from '../../service.ts';
import { accessDenied, validationError } from '../errors.ts';
import { makeCredentials, sessionOf } from '../session.ts';

/** The role must exist, its trust policy is not evaluated. https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
export const assumeRole: Operation<AssumeRoleCommandInput, AssumeRoleCommandOutput> = async (input, context) => {
  const { RoleArn = '', RoleSessionName = '', DurationSeconds: seconds = 3600 } = input;
  const [, account, path] = RoleArn.match(/^arn:aws[\w-]*:iam::(\d{12}):role\/(.+)$/) ?? [];
  if (!account || !path) throw validationError(`${RoleArn} is invalid`);
  if (!/^[\w+=,.@-]{2,64}$/.test(RoleSessionName))
    throw validationError(
      `1 validation error detected: Value '${RoleSessionName}' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*`,
    );
  const name = path.slice(path.lastIndexOf('/') + 1);
  let role: GetRoleCommandOutput['Role'];
  try {
    role = (await context.stack.call<GetRoleCommandOutput>('iam', 'GetRole', { RoleName: name }, { account, region: context.region })).Role;
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'NoSuchEntity') throw error;
  }
  if (role?.Arn !== RoleArn) throw accessDenied(sessionOf(context)?.arn ?? context.principal, RoleArn);
  const longest = role.MaxSessionDuration ?? 3600;
  if (seconds < 900 || seconds > longest)
    throw validationError('The requested DurationSeconds exceeds the MaxSessionDuration set for this role.');
  const session = { arn: `arn:aws:sts::${account}:assumed-role/${name}/${RoleSessionName}`, userId: `${role.RoleId}:${RoleSessionName}` };
  return {
    Credentials: makeCredentials(account, session, seconds, context),
    AssumedRoleUser: { AssumedRoleId: session.userId, Arn: session.arn },
    ...(input.SourceIdentity ? { SourceIdentity: input.SourceIdentity } : {}),
  };
};

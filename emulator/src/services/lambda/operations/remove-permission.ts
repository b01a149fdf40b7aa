import { randomUUID } from 'node:crypto';
import type { RemovePermissionCommandInput, RemovePermissionCommandOutput } from '@aws-sdk/client-lambda';
import type { Operation } from '../../service.ts';
import { notFound, precondition } from '../errors.ts';
import { policyPlace } from '../policy.ts';
import { functionsOf } from '../store.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_RemovePermission.html */
export const removePermission: Operation<RemovePermissionCommandInput, RemovePermissionCommandOutput> = (input, context) => {
  const { record, key } = policyPlace(input.FunctionName, input.Qualifier, context);
  const policy = record.policies[key];
  if (input.RevisionId && policy && input.RevisionId !== policy.revisionId) throw precondition();
  const index = policy?.statements.findIndex(({ Sid }) => Sid === input.StatementId) ?? -1;
  if (!policy || index < 0)
    throw notFound(
      policy ? `Statement ${input.StatementId} is not found in resource policy.` : 'No policy is associated with the given resource.',
    );
  policy.statements.splice(index, 1);
  policy.revisionId = randomUUID();
  if (policy.statements.length === 0) delete record.policies[key];
  functionsOf(context.stack).put(record.arn, record);
  return {};
};

import { randomUUID } from 'node:crypto';
import type { AddPermissionCommandInput, AddPermissionCommandOutput } from '@aws-sdk/client-lambda';
import type { Operation } from '../../service.ts';
import { conflict, pattern, precondition } from '../errors.ts';
import { policyPlace, statementOf } from '../policy.ts';
import { functionsOf } from '../store.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html */
export const addPermission: Operation<AddPermissionCommandInput, AddPermissionCommandOutput> = (input, context) => {
  const { record, key, qualifier } = policyPlace(input.FunctionName, input.Qualifier, context);
  const { StatementId: sid = '', Action: action = '' } = input;
  if (!/^[a-zA-Z0-9-_]{1,100}$/.test(sid)) throw pattern(sid, 'statementId', '([a-zA-Z0-9-_]+)');
  if (!/^(lambda:[*]|lambda:[a-zA-Z]+|[*])$/.test(action)) throw pattern(action, 'action', '(lambda:[*]|lambda:[a-zA-Z]+|[*])');
  const policy = (record.policies[key] ??= { revisionId: randomUUID(), statements: [] });
  if (input.RevisionId && input.RevisionId !== policy.revisionId) throw precondition();
  if (policy.statements.some((statement) => statement.Sid === sid))
    throw conflict(
      `The statement id (${sid}) provided already exists. Please provide a new statement id, or remove the existing statement.`,
    );
  const statement = statementOf(record, qualifier, input);
  policy.statements.push(statement);
  policy.revisionId = randomUUID();
  functionsOf(context.stack).put(record.arn, record);
  return { Statement: JSON.stringify(statement) };
};

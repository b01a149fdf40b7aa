import type { DeleteFunctionCommandInput, DeleteFunctionCommandOutput } from '@aws-sdk/client-lambda';
import { debuggersOf } from '../../../runtime/debug/debuggers.ts';
import { runtimeOf } from '../../../runtime/runtime.ts';
import type { Operation } from '../../service.ts';
import { conflict, invalid } from '../errors.ts';
import { findFunction, isVersion } from '../names.ts';
import { functionsOf, LATEST, qualified, urlsOf } from '../store.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunction.html */
export const deleteFunction: Operation<DeleteFunctionCommandInput, DeleteFunctionCommandOutput> = (input, context) => {
  const { record, qualifier } = findFunction(input.FunctionName, context, input.Qualifier);
  const runtime = runtimeOf(context.stack);
  const functions = functionsOf(context.stack);
  if (!qualifier) {
    for (const version of Object.keys(record.versions)) runtime.retire(qualified(record, version));
    for (const url of Object.values(record.urls)) urlsOf(context.stack).delete(url.id);
    debuggersOf(context.stack).forget(record.arn);
    functions.delete(record.arn);
    return { StatusCode: 204 };
  }
  if (qualifier === LATEST) throw invalid('$LATEST version cannot be deleted without deleting the function.');
  if (!isVersion(qualifier)) throw invalid('Deletion of aliases is not currently supported.');
  const users = Object.values(record.aliases).filter((alias) => alias.version === qualifier || alias.weights?.[qualifier] !== undefined);
  if (users.length > 0)
    throw conflict(
      `Version cannot be deleted because it is referenced by alias(es): [${users.map(({ name }) => qualified(record, name)).join(', ')}]`,
    );
  delete record.versions[qualifier];
  delete record.eventInvoke[qualifier];
  delete record.policies[qualifier];
  runtime.retire(qualified(record, qualifier));
  functions.put(record.arn, record);
  return { StatusCode: 204 };
};

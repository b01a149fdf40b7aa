import type { DeleteAliasCommandInput, DeleteAliasCommandOutput } from '@aws-sdk/client-lambda';
import type { Operation } from '../../service.ts';
import { findFunction } from '../names.ts';
import { functionsOf, urlsOf } from '../store.ts';

/** Deleting an alias that is not there is a success, as on AWS. https://docs.aws.amazon.com/lambda/latest/api/API_DeleteAlias.html */
export const deleteAlias: Operation<DeleteAliasCommandInput, DeleteAliasCommandOutput> = (input, context) => {
  const { record } = findFunction(input.FunctionName, context);
  const name = input.Name as string;
  const url = record.urls[name];
  if (url) urlsOf(context.stack).delete(url.id);
  for (const part of [record.aliases, record.urls, record.policies, record.eventInvoke]) delete part[name];
  functionsOf(context.stack).put(record.arn, record);
  return {};
};

import type { DeleteFunctionUrlConfigCommandInput, DeleteFunctionUrlConfigCommandOutput } from '@aws-sdk/client-lambda';
import type { Operation } from '../../service.ts';
import { functionsOf, urlsOf } from '../store.ts';
import { findUrl } from '../urls.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunctionUrlConfig.html */
export const deleteFunctionUrlConfig: Operation<DeleteFunctionUrlConfigCommandInput, DeleteFunctionUrlConfigCommandOutput> = (
  input,
  context,
) => {
  const { record, qualifier, url } = findUrl(input.FunctionName, input.Qualifier, context);
  delete record.urls[qualifier];
  urlsOf(context.stack).delete(url.id);
  functionsOf(context.stack).put(record.arn, record);
  return {};
};

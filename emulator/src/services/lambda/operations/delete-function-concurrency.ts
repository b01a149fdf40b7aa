import type { DeleteFunctionConcurrencyCommandInput, DeleteFunctionConcurrencyCommandOutput } from '@aws-sdk/client-lambda';
import type { Operation } from '../../service.ts';
import { findFunction } from '../names.ts';
import { functionsOf } from '../store.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunctionConcurrency.html */
export const deleteFunctionConcurrency: Operation<DeleteFunctionConcurrencyCommandInput, DeleteFunctionConcurrencyCommandOutput> = (
  input,
  context,
) => {
  const { record } = findFunction(input.FunctionName, context);
  record.reserved = undefined;
  functionsOf(context.stack).put(record.arn, record);
  return {};
};

import type { GetFunctionConcurrencyCommandInput, GetFunctionConcurrencyCommandOutput } from '@aws-sdk/client-lambda';
import type { Operation } from '../../service.ts';
import { findFunction } from '../names.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionConcurrency.html */
export const getFunctionConcurrency: Operation<GetFunctionConcurrencyCommandInput, GetFunctionConcurrencyCommandOutput> = (
  input,
  context,
) => {
  const { record } = findFunction(input.FunctionName, context);
  return record.reserved === undefined ? {} : { ReservedConcurrentExecutions: record.reserved };
};

import type { PutFunctionConcurrencyCommandInput, PutFunctionConcurrencyCommandOutput } from '@aws-sdk/client-lambda';
import type { Operation } from '../../service.ts';
import { MIN_UNRESERVED, unreservedOf } from '../concurrency.ts';
import { invalid, range } from '../errors.ts';
import { findFunction } from '../names.ts';
import { functionsOf } from '../store.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionConcurrency.html */
export const putFunctionConcurrency: Operation<PutFunctionConcurrencyCommandInput, PutFunctionConcurrencyCommandOutput> = (
  input,
  context,
) => {
  const { record, qualifier } = findFunction(input.FunctionName, context);
  if (qualifier)
    throw invalid(
      'This operation is permitted on Lambda functions only. Aliases and versions do not support this operation. Please specify either a function name or an unqualified function ARN.',
    );
  const reserved = input.ReservedConcurrentExecutions;
  range(reserved, 'reservedConcurrentExecutions', 0, Number.MAX_SAFE_INTEGER);
  if (reserved === undefined) throw invalid('ReservedConcurrentExecutions is required');
  if (unreservedOf(context.stack, context, record) - reserved < MIN_UNRESERVED)
    throw invalid(
      `Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [${MIN_UNRESERVED}].`,
    );
  record.reserved = reserved;
  functionsOf(context.stack).put(record.arn, record);
  return { ReservedConcurrentExecutions: reserved };
};

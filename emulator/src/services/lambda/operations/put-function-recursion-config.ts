import type { PutFunctionRecursionConfigCommandInput, PutFunctionRecursionConfigCommandOutput } from '@aws-sdk/client-lambda';
import type { Operation } from '../../service.ts';
import { oneOf, validation } from '../errors.ts';
import { findFunction } from '../names.ts';
import { functionsOf } from '../store.ts';

/** Kept and shown; loops are not detected here. https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionRecursionConfig.html */
export const putFunctionRecursionConfig: Operation<PutFunctionRecursionConfigCommandInput, PutFunctionRecursionConfigCommandOutput> = (
  input,
  context,
) => {
  if (!input.RecursiveLoop) throw validation('null', 'recursiveLoop', 'Member must not be null');
  oneOf(input.RecursiveLoop, 'recursiveLoop', ['Allow', 'Terminate']);
  const { record } = findFunction(input.FunctionName, context);
  record.recursiveLoop = input.RecursiveLoop;
  functionsOf(context.stack).put(record.arn, record);
  return { RecursiveLoop: record.recursiveLoop };
};

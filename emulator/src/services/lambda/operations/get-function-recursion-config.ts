import type { GetFunctionRecursionConfigCommandInput, GetFunctionRecursionConfigCommandOutput } from '@aws-sdk/client-lambda';
import type { Operation } from '../../service.ts';
import { findFunction } from '../names.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionRecursionConfig.html */
export const getFunctionRecursionConfig: Operation<GetFunctionRecursionConfigCommandInput, GetFunctionRecursionConfigCommandOutput> = (
  input,
  context,
) => ({ RecursiveLoop: findFunction(input.FunctionName, context).record.recursiveLoop });

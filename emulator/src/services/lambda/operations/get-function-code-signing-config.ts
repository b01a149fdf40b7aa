import type { GetFunctionCodeSigningConfigCommandInput, GetFunctionCodeSigningConfigCommandOutput } from '@aws-sdk/client-lambda';
import type { Operation } from '../../service.ts';
import { findFunction } from '../names.ts';

/**
 * Functions here have no code signing, and AWS answers for such a function with nothing in it. The SDK's type wants both fields
 * all the same. Terraform asks after each function it creates or reads.
 * https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionCodeSigningConfig.html
 */
export const getFunctionCodeSigningConfig: Operation<
  GetFunctionCodeSigningConfigCommandInput,
  Partial<GetFunctionCodeSigningConfigCommandOutput>
> = (input, context) => {
  findFunction(input.FunctionName, context);
  return {};
};

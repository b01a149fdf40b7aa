import type { GetFunctionConfigurationCommandInput, GetFunctionConfigurationCommandOutput } from '@aws-sdk/client-lambda';
import type { Operation } from '../../service.ts';
import { findFunction, resolveQualifier } from '../names.ts';
import { showConfiguration } from '../show.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionConfiguration.html */
export const getFunctionConfiguration: Operation<GetFunctionConfigurationCommandInput, GetFunctionConfigurationCommandOutput> = (
  input,
  context,
) => {
  const { record, qualifier } = findFunction(input.FunctionName, context, input.Qualifier);
  return showConfiguration(record, resolveQualifier(record, qualifier).configuration, qualifier);
};

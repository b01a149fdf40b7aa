import type { GetFunctionEventInvokeConfigCommandInput, GetFunctionEventInvokeConfigCommandOutput } from '@aws-sdk/client-lambda';
import type { Operation } from '../../service.ts';
import { findConfig } from '../event-invoke.ts';
import { showEventInvoke } from '../show.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionEventInvokeConfig.html */
export const getFunctionEventInvokeConfig: Operation<
  GetFunctionEventInvokeConfigCommandInput,
  GetFunctionEventInvokeConfigCommandOutput
> = (input, context) => {
  const { record, qualifier, config } = findConfig(input.FunctionName, input.Qualifier, context);
  return showEventInvoke(record, qualifier, config);
};

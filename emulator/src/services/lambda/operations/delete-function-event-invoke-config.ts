import type { DeleteFunctionEventInvokeConfigCommandInput, DeleteFunctionEventInvokeConfigCommandOutput } from '@aws-sdk/client-lambda';
import type { Operation } from '../../service.ts';
import { findConfig } from '../event-invoke.ts';
import { functionsOf } from '../store.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_DeleteFunctionEventInvokeConfig.html */
export const deleteFunctionEventInvokeConfig: Operation<
  DeleteFunctionEventInvokeConfigCommandInput,
  DeleteFunctionEventInvokeConfigCommandOutput
> = (input, context) => {
  const { record, qualifier } = findConfig(input.FunctionName, input.Qualifier, context);
  delete record.eventInvoke[qualifier];
  functionsOf(context.stack).put(record.arn, record);
  return {};
};

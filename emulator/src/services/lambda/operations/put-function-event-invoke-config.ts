import type { PutFunctionEventInvokeConfigCommandInput, PutFunctionEventInvokeConfigCommandOutput } from '@aws-sdk/client-lambda';
import type { Operation } from '../../service.ts';
import { checkConfig, configOf, place } from '../event-invoke.ts';
import { showEventInvoke } from '../show.ts';
import { functionsOf } from '../store.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionEventInvokeConfig.html */
export const putFunctionEventInvokeConfig: Operation<
  PutFunctionEventInvokeConfigCommandInput,
  PutFunctionEventInvokeConfigCommandOutput
> = (input, context) => {
  const { record, qualifier } = place(input.FunctionName, input.Qualifier, context);
  checkConfig(record, input);
  const config = configOf(input, context.stack.clock.now());
  record.eventInvoke[qualifier] = config;
  functionsOf(context.stack).put(record.arn, record);
  return showEventInvoke(record, qualifier, config);
};

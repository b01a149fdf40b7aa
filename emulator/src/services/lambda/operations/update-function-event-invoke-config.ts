import type { UpdateFunctionEventInvokeConfigCommandInput, UpdateFunctionEventInvokeConfigCommandOutput } from '@aws-sdk/client-lambda';
import type { Operation } from '../../service.ts';
import { checkConfig, configOf, findConfig } from '../event-invoke.ts';
import { showEventInvoke } from '../show.ts';
import { functionsOf } from '../store.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionEventInvokeConfig.html */
export const updateFunctionEventInvokeConfig: Operation<
  UpdateFunctionEventInvokeConfigCommandInput,
  UpdateFunctionEventInvokeConfigCommandOutput
> = (input, context) => {
  const { record, qualifier, config } = findConfig(input.FunctionName, input.Qualifier, context);
  checkConfig(record, input);
  const given = Object.entries(configOf(input, context.stack.clock.now())).filter(([, value]) => value !== undefined);
  Object.assign(config, Object.fromEntries(given));
  functionsOf(context.stack).put(record.arn, record);
  return showEventInvoke(record, qualifier, config);
};

import type { UpdateFunctionUrlConfigCommandInput, UpdateFunctionUrlConfigCommandOutput } from '@aws-sdk/client-lambda';
import type { Operation } from '../../service.ts';
import { showUrl } from '../show.ts';
import { functionsOf } from '../store.ts';
import { checkUrl, findUrl } from '../urls.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_UpdateFunctionUrlConfig.html */
export const updateFunctionUrlConfig: Operation<UpdateFunctionUrlConfigCommandInput, UpdateFunctionUrlConfigCommandOutput> = (
  input,
  context,
) => {
  checkUrl(input);
  const { record, qualifier, url } = findUrl(input.FunctionName, input.Qualifier, context);
  url.authType = input.AuthType ?? url.authType;
  url.invokeMode = input.InvokeMode ?? url.invokeMode;
  url.cors = input.Cors ?? url.cors;
  url.modifiedAt = new Date(context.stack.clock.now()).toISOString();
  functionsOf(context.stack).put(record.arn, record);
  return showUrl(context.stack, record, qualifier, url);
};

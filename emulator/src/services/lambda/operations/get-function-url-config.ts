import type { GetFunctionUrlConfigCommandInput, GetFunctionUrlConfigCommandOutput } from '@aws-sdk/client-lambda';
import type { Operation } from '../../service.ts';
import { showUrl } from '../show.ts';
import { findUrl } from '../urls.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionUrlConfig.html */
export const getFunctionUrlConfig: Operation<GetFunctionUrlConfigCommandInput, GetFunctionUrlConfigCommandOutput> = (input, context) => {
  const { record, qualifier, url } = findUrl(input.FunctionName, input.Qualifier, context);
  return showUrl(context.stack, record, qualifier, url);
};

import type { ListFunctionEventInvokeConfigsCommandInput, ListFunctionEventInvokeConfigsCommandOutput } from '@aws-sdk/client-lambda';
import type { Operation } from '../../service.ts';
import { findFunction } from '../names.ts';
import { showEventInvoke } from '../show.ts';
import { page } from '../store.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctionEventInvokeConfigs.html */
export const listFunctionEventInvokeConfigs: Operation<
  ListFunctionEventInvokeConfigsCommandInput,
  ListFunctionEventInvokeConfigsCommandOutput
> = (input, context) => {
  const { record } = findFunction(input.FunctionName, context);
  const { items, next } = page(Object.entries(record.eventInvoke), input.Marker, input.MaxItems);
  return { FunctionEventInvokeConfigs: items.map(([qualifier, config]) => showEventInvoke(record, qualifier, config)), NextMarker: next };
};

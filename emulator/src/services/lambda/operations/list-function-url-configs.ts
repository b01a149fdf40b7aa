import type { ListFunctionUrlConfigsCommandInput, ListFunctionUrlConfigsCommandOutput } from '@aws-sdk/client-lambda';
import type { Operation } from '../../service.ts';
import { findFunction } from '../names.ts';
import { showUrl } from '../show.ts';
import { page } from '../store.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctionUrlConfigs.html */
export const listFunctionUrlConfigs: Operation<ListFunctionUrlConfigsCommandInput, ListFunctionUrlConfigsCommandOutput> = (
  input,
  context,
) => {
  const { record } = findFunction(input.FunctionName, context);
  const { items, next } = page(Object.entries(record.urls), input.Marker, input.MaxItems);
  return { FunctionUrlConfigs: items.map(([qualifier, url]) => showUrl(context.stack, record, qualifier, url)), NextMarker: next };
};

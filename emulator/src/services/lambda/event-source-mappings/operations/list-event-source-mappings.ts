import type { ListEventSourceMappingsCommandInput, ListEventSourceMappingsCommandOutput } from '@aws-sdk/client-lambda';
import type { Operation } from '../../../service.ts';
import { parseName } from '../../names.ts';
import { page } from '../../store.ts';
import { mappingsTable, show } from '../record.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_ListEventSourceMappings.html */
export const listEventSourceMappings: Operation<ListEventSourceMappingsCommandInput, ListEventSourceMappingsCommandOutput> = (
  input,
  context,
) => {
  const name = input.FunctionName === undefined ? undefined : parseName(input.FunctionName, undefined, context);
  const wanted = name && (name.qualifier ? `${name.arn}:${name.qualifier}` : name.arn);
  const all = [...mappingsTable(context.stack).values()].filter(
    (record) =>
      record.account === context.account &&
      record.region === context.region &&
      (input.EventSourceArn === undefined || record.sourceArn === input.EventSourceArn) &&
      (wanted === undefined || record.functionArn === wanted),
  );
  const { items, next } = page(all, input.Marker, input.MaxItems ?? 100);
  return { EventSourceMappings: items.map(show), ...(next ? { NextMarker: next } : {}) };
};

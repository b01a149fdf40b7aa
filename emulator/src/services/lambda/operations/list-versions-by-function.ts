import type { ListVersionsByFunctionCommandInput, ListVersionsByFunctionCommandOutput } from '@aws-sdk/client-lambda';
import type { Operation } from '../../service.ts';
import { range } from '../errors.ts';
import { findFunction } from '../names.ts';
import { showConfiguration } from '../show.ts';
import { page } from '../store.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_ListVersionsByFunction.html */
export const listVersionsByFunction: Operation<ListVersionsByFunctionCommandInput, ListVersionsByFunctionCommandOutput> = (
  input,
  context,
) => {
  range(input.MaxItems, 'maxItems', 1, 10000);
  const { record } = findFunction(input.FunctionName, context);
  // Numbers first, in their order, since that is how an object keeps its keys; AWS puts $LATEST first.
  const versions = Object.entries(record.versions).sort(([a], [b]) => (Number(a) || 0) - (Number(b) || 0));
  const { items, next } = page(versions, input.Marker, input.MaxItems);
  return { Versions: items.map(([version, configuration]) => showConfiguration(record, configuration, version)), NextMarker: next };
};

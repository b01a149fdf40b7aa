import type { ListFunctionsCommandInput, ListFunctionsCommandOutput } from '@aws-sdk/client-lambda';
import type { Operation } from '../../service.ts';
import { oneOf, range } from '../errors.ts';
import { showConfiguration } from '../show.ts';
import { listFunctions as all, LATEST, latestOf, page } from '../store.ts';

/** A list shows no states. https://docs.aws.amazon.com/lambda/latest/api/API_ListFunctions.html */
export const listFunctions: Operation<ListFunctionsCommandInput, ListFunctionsCommandOutput> = (input, context) => {
  range(input.MaxItems, 'maxItems', 1, 10000);
  oneOf(input.FunctionVersion, 'functionVersion', ['ALL']);
  const shown = all(context.stack, context).flatMap((record) =>
    input.FunctionVersion === 'ALL'
      ? Object.entries(record.versions).map(([version, configuration]) => showConfiguration(record, configuration, version))
      : [showConfiguration(record, { ...latestOf(record), Version: LATEST }, undefined)],
  );
  const { items, next } = page(shown, input.Marker, input.MaxItems);
  return { Functions: items.map(({ State: _, LastUpdateStatus: __, ...rest }) => rest), NextMarker: next };
};

import type { ListAliasesCommandInput, ListAliasesCommandOutput } from '@aws-sdk/client-lambda';
import type { Operation } from '../../service.ts';
import { findFunction } from '../names.ts';
import { showAlias } from '../show.ts';
import { page } from '../store.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_ListAliases.html */
export const listAliases: Operation<ListAliasesCommandInput, ListAliasesCommandOutput> = (input, context) => {
  const { record } = findFunction(input.FunctionName, context);
  const aliases = Object.values(record.aliases).filter(({ version }) => !input.FunctionVersion || version === input.FunctionVersion);
  const { items, next } = page(
    aliases.sort((a, b) => (a.name < b.name ? -1 : 1)),
    input.Marker,
    input.MaxItems,
  );
  return { Aliases: items.map((alias) => showAlias(record, alias)), NextMarker: next };
};

import type { GetAliasCommandInput, GetAliasCommandOutput } from '@aws-sdk/client-lambda';
import type { Operation } from '../../service.ts';
import { findAlias } from '../aliases.ts';
import { showAlias } from '../show.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_GetAlias.html */
export const getAlias: Operation<GetAliasCommandInput, GetAliasCommandOutput> = (input, context) => {
  const { record, alias } = findAlias(input.FunctionName, input.Name, context);
  return showAlias(record, alias);
};

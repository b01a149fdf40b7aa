import { randomUUID } from 'node:crypto';
import type { CreateAliasCommandInput, CreateAliasCommandOutput } from '@aws-sdk/client-lambda';
import type { Operation } from '../../service.ts';
import { checkAliasName, checkRouting, checkVersion } from '../aliases.ts';
import { conflict } from '../errors.ts';
import { findFunction } from '../names.ts';
import { showAlias } from '../show.ts';
import { functionsOf, qualified } from '../store.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_CreateAlias.html */
export const createAlias: Operation<CreateAliasCommandInput, CreateAliasCommandOutput> = (input, context) => {
  const name = checkAliasName(input.Name);
  const { record } = findFunction(input.FunctionName, context);
  if (record.aliases[name]) throw conflict(`Alias already exists: ${qualified(record, name)}`);
  const version = checkVersion(record, input.FunctionVersion);
  const weights = checkRouting(record, version, input.RoutingConfig);
  const alias = { name, version, description: input.Description ?? '', weights, revisionId: randomUUID() };
  record.aliases[name] = alias;
  functionsOf(context.stack).put(record.arn, record);
  return showAlias(record, alias);
};

import { randomUUID } from 'node:crypto';
import type { UpdateAliasCommandInput, UpdateAliasCommandOutput } from '@aws-sdk/client-lambda';
import type { Operation } from '../../service.ts';
import { checkRouting, checkVersion, findAlias } from '../aliases.ts';
import { precondition } from '../errors.ts';
import { showAlias } from '../show.ts';
import { functionsOf } from '../store.ts';

/** https://docs.aws.amazon.com/lambda/latest/api/API_UpdateAlias.html */
export const updateAlias: Operation<UpdateAliasCommandInput, UpdateAliasCommandOutput> = (input, context) => {
  const { record, alias } = findAlias(input.FunctionName, input.Name, context);
  if (input.RevisionId && input.RevisionId !== alias.revisionId) throw precondition();
  const version = input.FunctionVersion ? checkVersion(record, input.FunctionVersion) : alias.version;
  const weights = input.RoutingConfig ? checkRouting(record, version, input.RoutingConfig) : alias.weights;
  Object.assign(alias, { version, weights, description: input.Description ?? alias.description, revisionId: randomUUID() });
  functionsOf(context.stack).put(record.arn, record);
  return showAlias(record, alias);
};

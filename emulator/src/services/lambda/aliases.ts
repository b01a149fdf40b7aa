import type { AliasRoutingConfiguration } from '@aws-sdk/client-lambda';
import type { Context } from '../service.ts';
import { functionNotFound, invalid, notFound, pattern } from './errors.ts';
import { findFunction, isVersion } from './names.ts';
import { type AliasRecord, type FunctionRecord, LATEST, qualified } from './store.ts';

export function findAlias(
  functionName: string | undefined,
  name: string | undefined,
  context: Context,
): { record: FunctionRecord; alias: AliasRecord } {
  const { record } = findFunction(functionName, context);
  const alias = record.aliases[name ?? ''];
  if (!alias) throw notFound(`Cannot find alias arn: ${qualified(record, name)}`);
  return { record, alias };
}

export function checkAliasName(name: string | undefined): string {
  if (!name || !/^(?!^[0-9]+$)([a-zA-Z0-9-_]+)$/.test(name) || name.length > 128)
    throw pattern(name ?? '', 'name', '(?!^[0-9]+$)([a-zA-Z0-9-_]+)');
  return name;
}

export function checkVersion(record: FunctionRecord, version: string | undefined): string {
  if (!version || !record.versions[version]) throw functionNotFound(qualified(record, version));
  return version;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/configuring-alias-routing.html */
export function checkRouting(
  record: FunctionRecord,
  version: string,
  routing: AliasRoutingConfiguration | undefined,
): Record<string, number> | undefined {
  const weights = Object.entries(routing?.AdditionalVersionWeights ?? {});
  if (weights.length === 0) return undefined;
  if (weights.length > 1) throw invalid('Number of items in AdditionalVersionWeights cannot be greater than 1');
  if (version === LATEST) throw invalid('$LATEST is not supported for an alias pointing to more than 1 version');
  for (const [other, weight] of weights) {
    if (!isVersion(other) || other === version)
      throw invalid(`Invalid function version ${other}. Function version ${version} is already included in routing configuration.`);
    checkVersion(record, other);
    if (!(weight >= 0 && weight <= 1)) throw invalid(`Weight ${weight} of version ${other} must lie between 0 and 1`);
  }
  return Object.fromEntries(weights);
}

import type { FunctionConfiguration } from '@aws-sdk/client-lambda';
import type { Context } from '../service.ts';
import { functionNotFound, invalid, notFound, pattern } from './errors.ts';
import { type AliasRecord, type FunctionRecord, functionsOf, LATEST, qualified } from './store.ts';

const NAME =
  /^(?:arn:(aws[a-zA-Z-]*):lambda:([a-z0-9-]+):(\d{12}):function:|(?:(\d{12}):)?(?:function:)?)([a-zA-Z0-9-_]{1,140})(?::(\$LATEST|[a-zA-Z0-9-_]+))?$/;
/** As AWS prints it in its validation errors. */
const NAME_PATTERN =
  '(arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:)?(\\d{12}:)?(function:)?([a-zA-Z0-9-_]+)(:(\\$LATEST|[a-zA-Z0-9-_]+))?';
const QUALIFIER_PATTERN = '(|[a-zA-Z0-9$_-]+)';

export interface FunctionName {
  name: string;
  arn: string;
  qualifier: string | undefined;
}

/** Reads a function's name: the name, a partial ARN or a full one, with or without a qualifier, which may stand apart too. */
export function parseName(given: string | undefined, apart: string | undefined, context: Context): FunctionName {
  const match = NAME.exec(given ?? '');
  if (!match) throw pattern(given ?? '', 'functionName', NAME_PATTERN);
  const [, , region, arnAccount, partialAccount, name = '', within] = match;
  if (apart !== undefined && !/^[a-zA-Z0-9$_-]*$/.test(apart)) throw pattern(apart, 'qualifier', QUALIFIER_PATTERN);
  if (name.length > 64) throw invalid('Function name length cannot exceed 64 characters');
  if (region && region !== context.region)
    throw notFound(`Functions from '${region}' are not reachable in this region ('${context.region}')`);
  const account = arnAccount ?? partialAccount ?? context.account;
  if (within && apart && within !== apart)
    throw invalid('The derived qualifier from the function name does not match the specified qualifier.');
  return { name, arn: `arn:aws:lambda:${context.region}:${account}:function:${name}`, qualifier: within ?? (apart || undefined) };
}

/** The function of that name, whatever its qualifier. */
export function findFunction(
  given: string | undefined,
  context: Context,
  apart?: string,
): { record: FunctionRecord; qualifier: string | undefined } {
  const { arn, qualifier } = parseName(given, apart, context);
  const record = functionsOf(context.stack).get(arn);
  if (!record) throw functionNotFound(qualifier ? `${arn}:${qualifier}` : arn);
  return { record, qualifier };
}

/** The alias or version that a qualifier names. */
export function resolveQualifier(
  record: FunctionRecord,
  qualifier: string | undefined,
): { configuration: FunctionConfiguration; alias: AliasRecord | undefined } {
  const alias = qualifier ? record.aliases[qualifier] : undefined;
  const configuration = record.versions[alias?.version ?? qualifier ?? LATEST];
  if (!configuration) throw functionNotFound(qualified(record, qualifier));
  return { configuration, alias };
}

export const isVersion = (qualifier: string) => /^\d+$/.test(qualifier);

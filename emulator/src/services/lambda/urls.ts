import type { Cors } from '@aws-sdk/client-lambda';
import type { Context } from '../service.ts';
import { functionNotFound, invalid, notFound, notSupported, oneOf, pattern } from './errors.ts';
import { findFunction } from './names.ts';
import { type FunctionRecord, LATEST, qualified, type UrlRecord } from './store.ts';

/** A URL belongs to the function or to an alias of it. */
export function urlPlace(
  functionName: string | undefined,
  apart: string | undefined,
  context: Context,
): { record: FunctionRecord; qualifier: string } {
  if (apart !== undefined && !/^(?!^[0-9]+$)([a-zA-Z0-9-_]+)$/.test(apart))
    throw pattern(apart, 'qualifier', '((?!^\\d+$)^[0-9a-zA-Z-_]+$)');
  const { record, qualifier } = findFunction(functionName, context, apart);
  if (qualifier && !record.aliases[qualifier]) throw functionNotFound(qualified(record, qualifier));
  return { record, qualifier: qualifier ?? LATEST };
}

export function findUrl(
  functionName: string | undefined,
  apart: string | undefined,
  context: Context,
): { record: FunctionRecord; qualifier: string; url: UrlRecord } {
  const { record, qualifier } = urlPlace(functionName, apart, context);
  const url = record.urls[qualifier];
  if (!url) throw notFound('The resource you requested does not exist.');
  return { record, qualifier, url };
}

export function checkUrl({
  AuthType,
  InvokeMode,
  Cors,
}: {
  AuthType?: string | undefined;
  InvokeMode?: string | undefined;
  Cors?: Cors | undefined;
}) {
  oneOf(AuthType, 'authType', ['NONE', 'AWS_IAM']);
  oneOf(InvokeMode, 'invokeMode', ['BUFFERED', 'RESPONSE_STREAM']);
  if (InvokeMode === 'RESPONSE_STREAM') throw notSupported('InvokeMode RESPONSE_STREAM');
  if ((Cors?.MaxAge ?? 0) > 86400) throw invalid('MaxAge of Cors must be at most 86400 seconds');
}

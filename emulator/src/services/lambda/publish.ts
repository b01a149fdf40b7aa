import { randomUUID } from 'node:crypto';
import type { FunctionConfiguration } from '@aws-sdk/client-lambda';
import type { Context } from '../service.ts';
import { invalid, precondition } from './errors.ts';
import { type FunctionRecord, functionsOf, latestOf, qualified } from './store.ts';

/** Settings that don't make a version another one. */
const ASIDE = new Set(['RevisionId', 'LastModified', 'Version', 'FunctionArn', 'Description', 'State', 'LastUpdateStatus']);

const essence = (configuration: FunctionConfiguration) =>
  JSON.stringify(
    Object.entries(configuration)
      .filter(([key]) => !ASIDE.has(key))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );

/** Publishes $LATEST as a new version; what hasn't changed since the last one is that version. */
export function publish(
  record: FunctionRecord,
  context: Context,
  given: { CodeSha256?: string | undefined; Description?: string | undefined; RevisionId?: string | undefined },
): FunctionConfiguration {
  const latest = latestOf(record);
  if (given.RevisionId && given.RevisionId !== latest.RevisionId) throw precondition();
  if (given.CodeSha256 && given.CodeSha256 !== latest.CodeSha256)
    throw invalid(
      `CodeSHA256 (${given.CodeSha256}) is different from current CodeSHA256 in $LATEST (${latest.CodeSha256}). Please try again with the CodeSHA256 in $LATEST.`,
    );
  const last = record.versions[String(record.published)];
  if (last && essence(last) === essence(latest) && (given.Description ?? latest.Description) === last.Description) return last;
  const version = String(++record.published);
  const configuration: FunctionConfiguration = {
    ...latest,
    Description: given.Description ?? latest.Description ?? '',
    Version: version,
    FunctionArn: qualified(record, version),
    RevisionId: randomUUID(),
  };
  record.versions[version] = configuration;
  functionsOf(context.stack).put(record.arn, record);
  return configuration;
}

import type { Context } from '../service.ts';
import { invalid, notSupported, pattern } from './errors.ts';
import { findFunction } from './names.ts';
import type { FunctionRecord } from './store.ts';

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-tags.html */
export function checkTags(tags: Record<string, string>, before: Record<string, string> = {}) {
  if (Object.keys({ ...before, ...tags }).length > 50) throw invalid('Number of tags exceeds resource tag limit.');
  for (const [key, value] of Object.entries(tags)) {
    if (key.toLowerCase().startsWith('aws:') && !key.startsWith('aws:cloudformation:'))
      throw invalid(`Tag key ${key} starts with the reserved prefix aws:`);
    if (key.length < 1 || key.length > 128) throw invalid(`Tag key ${key} must have 1 to 128 characters`);
    if (value.length > 256) throw invalid(`The value of tag ${key} must have at most 256 characters`);
  }
}

/** Only functions have tags here, and only the whole function, not its versions or aliases. */
export function taggedFunction(arn: string | undefined, context: Context): FunctionRecord {
  if (!arn?.startsWith('arn:')) throw pattern(arn ?? '', 'resource', 'arn:(aws[a-zA-Z-]*):lambda:.*');
  if (arn.includes(':event-source-mapping:')) throw notSupported('tags of event source mappings');
  const { record, qualifier } = findFunction(arn, context);
  if (qualifier) throw invalid('Tags on function aliases and versions are not supported. Please specify a function ARN.');
  return record;
}

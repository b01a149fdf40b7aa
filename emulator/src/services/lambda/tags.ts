import type { Context } from '../service.ts';
import { invalid, pattern } from './errors.ts';
import { mappingOf, mappingsTable } from './event-source-mappings/record.ts';
import { findFunction } from './names.ts';
import { functionsOf } from './store.ts';

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

/** What has tags: a whole function, not its versions or aliases; or an event source mapping. */
export interface Tagged {
  tags: Record<string, string>;
  /** Puts other tags in their place. */
  retag(tags: Record<string, string>): void;
}

export function tagged(arn: string | undefined, context: Context): Tagged {
  if (!arn?.startsWith('arn:')) throw pattern(arn ?? '', 'resource', 'arn:(aws[a-zA-Z-]*):lambda:.*');
  const [, mapping] = arn.split(':event-source-mapping:');
  if (mapping !== undefined) {
    const { id, tags } = mappingOf(mapping, context);
    const table = mappingsTable(context.stack);
    return { tags, retag: (changed) => table.put(id, { ...mappingOf(id, context), tags: changed }) };
  }
  const { record, qualifier } = findFunction(arn, context);
  if (qualifier) throw invalid('Tags on function aliases and versions are not supported. Please specify a function ARN.');
  return {
    tags: record.tags,
    retag(changed) {
      record.tags = changed;
      functionsOf(context.stack).put(record.arn, record);
    },
  };
}

import type { Tag as TagInput } from '@aws-sdk/client-sns';
import { AwsError } from '../errors.ts';
import { invalidParameter } from './errors.ts';

const MAX_TAGS = 50;

/** https://docs.aws.amazon.com/sns/latest/dg/sns-tags.html */
export function checkTags(tags: TagInput[]): void {
  if (new Set(tags.map(({ Key }) => Key)).size < tags.length) throw invalidParameter('Duplicated keys are not allowed.');
  if (tags.length > MAX_TAGS) throw new AwsError('TagLimitExceeded', `Could not complete request: tag quota of per resource exceeded`);
  for (const { Key, Value } of tags) {
    if (!Key || Key.length > 128 || Key.toLowerCase().startsWith('aws:')) throw invalidParameter('Tag Key');
    if (Value === undefined || Value.length > 256) throw invalidParameter('Tag Value');
  }
}

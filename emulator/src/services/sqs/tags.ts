import { invalidParameter } from './errors.ts';

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-queue-tags.html */
export function checkTags(tags: Record<string, string> | undefined): Record<string, string> {
  for (const [key, value] of Object.entries(tags ?? {})) {
    if (key.length < 1 || key.length > 128 || value.length > 256)
      throw invalidParameter('Tag keys must be between 1 and 128 characters in length, values up to 256.');
    if (/^aws:/i.test(key)) throw invalidParameter('Tag keys that start with aws: are reserved.');
  }
  return { ...tags };
}

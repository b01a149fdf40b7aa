import type { Tag as TagInput } from '@aws-sdk/client-eventbridge';
import { parseArn } from '../arn.ts';
import type { Context } from '../service.ts';
import { limitExceeded, validation } from './errors.ts';
import { badArn, requireBus, requireRule } from './find.ts';
import { type Bus, type Rule, storeOf, type Tag } from './store.ts';

const MAX_TAGS = 50;

/** The tags together, the later of a key before the earlier. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-tagging.html */
export function mergeTags(kept: Tag[], given: TagInput[] = []): Tag[] {
  for (const { Key, Value } of given) {
    if (!Key || Key.length > 128 || Key.startsWith('aws:')) throw validation(`Parameter Tags is not valid. Reason: tag key ${Key}`);
    if (Value === undefined || Value.length > 256) throw validation(`Parameter Tags is not valid. Reason: tag value of ${Key}`);
  }
  const tags = new Map([...kept, ...given].map(({ Key = '', Value = '' }) => [Key, Value]));
  if (tags.size > MAX_TAGS) throw limitExceeded();
  return [...tags].map(([Key, Value]) => ({ Key, Value }));
}

/** The rule or bus of an ARN, and what puts it back. */
export function tagged(context: Context, arn = ''): { tags: Tag[]; put(tags: Tag[]): void } {
  const [kind, ...names] = parseArn(arn)?.resource.split('/') ?? [];
  const store = storeOf(context.stack);
  if (kind === 'event-bus') {
    const bus: Bus = requireBus(context, arn);
    return { tags: bus.tags, put: (tags) => store.buses.put(bus.arn, { ...bus, tags }) };
  }
  if (kind !== 'rule' || names.length === 0) throw badArn('ResourceARN');
  const rule: Rule = requireRule(context, names.at(-1), names.length > 1 ? names.slice(0, -1).join('/') : undefined);
  return { tags: rule.tags, put: (tags) => store.putRule({ ...rule, tags }) };
}

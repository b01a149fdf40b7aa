import type { ResourceContext } from '../../service.ts';
import type { Tag } from '../store.ts';

interface Tagged {
  Tags?: Tag[];
}

/** The resource's own tags stand above the stack's. */
export function tagsOf({ Tags = [] }: Tagged, context: ResourceContext): Tag[] {
  const tags = new Map([...context.tags, ...Tags].map(({ Key, Value }) => [Key, Value]));
  return [...tags].map(([Key, Value]) => ({ Key, Value: String(Value) }));
}

export async function setTags(ResourceARN: string, props: Tagged, previous: Tagged, context: ResourceContext): Promise<void> {
  const Tags = tagsOf(props, context);
  const TagKeys = (previous.Tags ?? []).map(({ Key }) => Key).filter((key) => !Tags.some(({ Key }) => Key === key));
  if (TagKeys.length > 0) await context.call('events', 'UntagResource', { ResourceARN, TagKeys });
  if (Tags.length > 0) await context.call('events', 'TagResource', { ResourceARN, Tags });
}

import type { ResourceContext } from '../../service.ts';

/** CloudFormation passes numbers and booleans on as text where a template writes them so. */
export const number = (value: unknown): number | undefined => (value === undefined ? undefined : Number(value));

export const tagMap = (...lists: ({ Key: string; Value: string }[] | undefined)[]): Record<string, string> =>
  Object.fromEntries(lists.flatMap((list) => list ?? []).map(({ Key, Value }) => [Key, String(Value)]));

/** Deleting what is gone already is a success. */
export async function unlessGone(deletion: Promise<unknown>): Promise<void> {
  try {
    await deletion;
  } catch (error) {
    if ((error as Error).name !== 'ResourceNotFoundException') throw error;
  }
}

/** Makes these the tags of a resource, whatever it had before. */
export async function retag(Resource: string, tags: Record<string, string>, context: ResourceContext) {
  const { Tags = {} } = await context.call<{ Tags?: Record<string, string> }>('lambda', 'ListTags', { Resource });
  const gone = Object.keys(Tags).filter((key) => !(key in tags));
  if (gone.length > 0) await context.call('lambda', 'UntagResource', { Resource, TagKeys: gone });
  if (Object.keys(tags).length > 0) await context.call('lambda', 'TagResource', { Resource, Tags: tags });
}

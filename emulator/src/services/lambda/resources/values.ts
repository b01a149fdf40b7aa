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

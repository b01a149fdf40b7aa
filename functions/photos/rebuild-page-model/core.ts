import * as z from 'zod';

const rebuildSchema = z.object({
  /** Forget everything first. Without: only what is missing or too old is put right. */
  forget: z.boolean().default(true),
});

export interface RebuildDeps {
  forgetAll(): Promise<number>;
  /** Has everything that was ever said replayed; answers the replay's name. */
  startReplay(): Promise<string>;
}

/** The read model from scratch. The page is without users and contracts until the replay has come to them. */
export async function rebuildPageModel(event: unknown, { forgetAll, startReplay }: RebuildDeps) {
  const { forget } = rebuildSchema.parse(event ?? {});
  const forgotten = forget ? await forgetAll() : 0;
  return { forgotten, replayName: await startReplay() };
}

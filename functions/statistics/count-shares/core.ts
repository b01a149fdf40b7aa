import { shareRequestSchema } from '../../shared/messages.ts';

export interface CountSharesDeps {
  /** False: this share was counted before. */
  countOnce(shareId: string, photoId: string): Promise<boolean>;
  log(hop: string, shareId: string, detail?: Record<string, unknown>): void;
}

export async function countShare(body: string, { countOnce, log }: CountSharesDeps): Promise<void> {
  const { shareId, photoId } = shareRequestSchema.parse(JSON.parse(body));
  log('counted', shareId, { photoId, duplicate: !(await countOnce(shareId, photoId)) });
}

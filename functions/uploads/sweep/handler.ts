import { logger } from '../../shared/logger.ts';
import { assembleByQueue } from '../assemble-queue.ts';
import { uploadBucket } from '../upload-bucket.ts';
import { uploadStore } from '../upload-store.ts';
import { type Swept, sweepOne } from './core.ts';

/** Now and then: ends what nobody ended. Answers how many it found of what. */
export const handler = async (): Promise<Partial<Record<Swept, number>>> => {
  const counts: Partial<Record<Swept, number>> = {};
  for (const upload of await uploadStore.due(Date.now())) {
    const swept = await sweepOne(upload, { store: uploadStore, bucket: uploadBucket, assemble: assembleByQueue, now: Date.now });
    counts[swept] = (counts[swept] ?? 0) + 1;
  }
  logger.info('swept', counts);
  return counts;
};

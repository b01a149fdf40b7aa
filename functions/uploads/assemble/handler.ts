import { readFileSync } from 'node:fs';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { handleBatch } from '../../shared/batch.ts';
import { logger } from '../../shared/logger.ts';
import { retryLater } from '../../shared/retry-later.ts';
import { assembleSchema } from '../messages.ts';
import { oneByOne } from '../one-by-one.ts';
import { uploadBucket as bucket } from '../upload-bucket.ts';
import { uploadStore as store } from '../upload-store.ts';
import { assemble } from './core.ts';

/**
 * The most that this process has held, all of it: Linux's high-water mark. That of `process.resourceUsage()` would begin with what the
 * process held that started this one.
 */
function peakMb(): number {
  const kB = /VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  return Math.ceil(Number(kB) / 1024);
}

/** Works off the queue of uploads whose parts are all there. */
export const handler = (event: SQSEvent, context: Context): Promise<SQSBatchResponse> => {
  const inTurn = oneByOne();
  return handleBatch(
    event,
    context,
    retryLater(({ body }) =>
      inTurn(async () => {
        const { uploadId } = assembleSchema.parse(JSON.parse(body));
        const outcome = await assemble(uploadId, { store, bucket, peakMb });
        logger.info('assembled', { hop: 'assembled', correlation_id: uploadId, outcome, peakMb: peakMb() });
      }),
    ),
  );
};

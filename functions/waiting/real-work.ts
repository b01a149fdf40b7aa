import { setTimeout as sleep } from 'node:timers/promises';
import { requiredEnv } from '../shared/env.ts';
import { thirdPartyPost } from '../shared/third-party-post.ts';
import { beginJob, finishJob } from './job-store.ts';
import { type WorkDeps, work } from './work.ts';

const api = requiredEnv('CARRIER_API_URL');

const deps: WorkDeps = {
  beginJob,
  finishJob,
  ship: ({ jobId }) =>
    thirdPartyPost(
      `${api}/shipments`,
      { orderId: jobId, item: 'photo-book', express: false, instructions: 'Leave it at the door' },
      `ship-${jobId}`,
    ),
  sleep,
  now: Date.now,
};

export const doWork = (jobId: string) => work(jobId, deps);

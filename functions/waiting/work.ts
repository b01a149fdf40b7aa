import type { ThirdPartyAnswer } from '../shared/third-party-post.ts';
import { isOver, type Job } from './job.ts';

export interface WorkDeps {
  beginJob(jobId: string, now: number): Promise<Job | undefined>;
  finishJob(jobId: string, outcome: Pick<Job, 'status' | 'shipmentId' | 'reason' | 'doneAt'>): Promise<Job | undefined>;
  /** Has the carrier fetch the book, once for a job however often it is asked. Throws when a retry may help. */
  ship(job: Job): Promise<ThirdPartyAnswer>;
  sleep(ms: number): Promise<unknown>;
  now(): number;
}

const SHIP_TRIES = 3;
const PAUSE_MS = 100;

/**
 * Prints a book and ships it. Whoever asks a second time, after a crash or because an answer was lost, gets the outcome that is written
 * down; if none is, the work is done again, and the carrier knows its key: work at least once, effect exactly once.
 */
export async function work(jobId: string, { beginJob, finishJob, ship, sleep, now }: WorkDeps): Promise<Job> {
  const job = await beginJob(jobId, now());
  if (job === undefined) throw new Error(`There is no job ${jobId}`);
  if (isOver(job)) return job;
  await sleep(job.ms);
  const answer = await shipPatiently();
  const doneAt = now();
  const over = await finishJob(jobId, 'id' in answer ? { status: 'done', shipmentId: answer.id, doneAt } : refused(answer.refused, doneAt));
  if (over === undefined) throw new Error(`The job ${jobId} has gone`);
  return over;

  async function shipPatiently(): Promise<ThirdPartyAnswer> {
    for (let tries = 1; ; tries++) {
      try {
        return await ship(job as Job);
      } catch (error) {
        if (tries === SHIP_TRIES) throw error;
        await sleep(PAUSE_MS * tries);
      }
    }
  }
}

const refused = (reason: string, doneAt: number) => ({ status: 'failed' as const, reason, doneAt });

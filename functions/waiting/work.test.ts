import { describe, expect, it } from 'vitest';
import type { ThirdPartyAnswer } from '../shared/third-party-post.ts';
import type { Job } from './job.ts';
import { type WorkDeps, work } from './work.ts';

/** A table of one job and a carrier that answers as it is told; both note what was asked of them. */
function world(answers: (ThirdPartyAnswer | Error)[], job: Partial<Job> = {}) {
  let kept: Job | undefined = { jobId: 'j', ms: 500, status: 'queued', acceptedAt: 0, attempts: 0, ...job };
  const slept: number[] = [];
  let asked = 0;
  const deps: WorkDeps = {
    async beginJob() {
      if (kept?.status === 'queued' || kept?.status === 'working') kept = { ...kept, status: 'working', attempts: kept.attempts + 1 };
      return kept;
    },
    async finishJob(_jobId, outcome) {
      if (kept?.status === 'working') kept = { ...kept, ...outcome };
      return kept;
    },
    async ship() {
      asked++;
      const answer = answers.shift();
      if (answer === undefined) throw new Error('asked too often');
      if (answer instanceof Error) throw answer;
      return answer;
    },
    sleep: async (ms) => void slept.push(ms),
    now: () => 1_000,
  };
  return { deps, slept, kept: () => kept, asked: () => asked, forget: () => (kept = undefined) };
}

describe('the work', () => {
  it('takes its time, ships, and writes down the end', async () => {
    const { deps, slept, kept } = world([{ id: 's-1' }]);
    expect(await work('j', deps)).toMatchObject({ status: 'done', shipmentId: 's-1', doneAt: 1_000, attempts: 1 });
    expect(slept).toEqual([500]);
    expect(kept()?.status).toBe('done');
  });

  it('is not done again once it is over', async () => {
    const { deps, slept, asked } = world([], { status: 'done', shipmentId: 's-1' });
    expect(await work('j', deps)).toMatchObject({ status: 'done', shipmentId: 's-1' });
    expect([slept, asked()]).toEqual([[], 0]);
  });

  it('asks a carrier that fails three times, and leaves the rest to the queue', async () => {
    const passing = world([new Error('503'), new Error('503'), { id: 's-1' }]);
    expect((await work('j', passing.deps)).status).toBe('done');
    const failing = world([new Error('503'), new Error('503'), new Error('still down')]);
    await expect(work('j', failing.deps)).rejects.toThrow('still down');
    expect([failing.asked(), failing.kept()?.status]).toEqual([3, 'working']);
  });

  it('ends, failed, when the carrier refuses for good', async () => {
    const { deps } = world([{ refused: 'NO_SUCH_PLACE' }]);
    expect(await work('j', deps)).toMatchObject({ status: 'failed', reason: 'NO_SUCH_PLACE', doneAt: 1_000 });
  });

  it('says so when there is no such job', async () => {
    const { deps, forget } = world([]);
    forget();
    await expect(work('j', deps)).rejects.toThrow('no job j');
  });
});

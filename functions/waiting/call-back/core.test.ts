import { expect, it } from 'vitest';
import type { Job } from '../job.ts';
import { callBack } from './core.ts';

const DONE: Job = { jobId: 'j', ms: 1, status: 'done', acceptedAt: 0, doneAt: 5, attempts: 1, callbackUrl: 'http://client/over' };

function told(job: Job | undefined, status = 204) {
  const posts: unknown[] = [];
  const notes: number[] = [];
  const run = callBack('j', {
    findJob: async () => job,
    noteCalledBack: async (_jobId, now) => void notes.push(now),
    check(url) {
      if (url.includes('forbidden')) throw new Error('not allowed');
    },
    async post(url, body) {
      posts.push([url, body]);
      return { ok: status < 300, status };
    },
    now: () => 9,
  });
  return { run, posts, notes };
}

it('tells a client what it may see, and notes that it knows', async () => {
  const { run, posts, notes } = told(DONE);
  await run;
  expect(posts).toEqual([['http://client/over', { jobId: 'j', status: 'done', doneAt: 5, attempts: 1 }]]);
  expect(notes).toEqual([9]);
});

it.each([
  ['unknown', undefined],
  ['not over', { ...DONE, status: 'working' as const }],
  ['without an address', { jobId: 'j', ms: 1, status: 'done' as const, acceptedAt: 0, attempts: 1 }],
  ['told already', { ...DONE, calledBackAt: 7 }],
])('calls nobody for a job that is %s', async (_what, job) => {
  const { run, posts, notes } = told(job);
  await run;
  expect([posts, notes]).toEqual([[], []]);
});

it.each([302, 404, 500])('fails when the client answers %d, so that the queue calls again', async (status) => {
  const { run, notes } = told(DONE, status);
  await expect(run).rejects.toThrow(String(status));
  expect(notes).toEqual([]);
});

it('calls no address that is no longer allowed', async () => {
  const { run, posts } = told({ ...DONE, callbackUrl: 'http://forbidden/' });
  await expect(run).rejects.toThrow('not allowed');
  expect(posts).toEqual([]);
});

import * as z from 'zod';
import { duration } from '../../report/format.ts';
import { count, latencyMs, messages, rate } from '../common-knobs.ts';
import type { Experiment } from '../experiment.ts';
import { byLane, median, tookMs, warmOrAll } from '../findings/rows.ts';
import { lane } from '../lane.ts';
import { patience } from '../patience.ts';

const knobs = z.object({
  rate: rate(4),
  messages: messages(40),
  latencyMs: latencyMs(500),
  reservedConcurrency: count(1, 'ReservedConcurrentExecutions of each consumer in Lambda; 0 stops them', 0, 1000),
  batchSize: count(1, 'BatchSize of the mappings', 1, 10),
  maxReceiveCount: count(5, 'maxReceiveCount of the queues', 1, 1000),
});

export const experiment: Experiment<typeof knobs> = {
  name: 'throttled',
  question: 'What becomes of messages when Lambda has no room for their consumers?',
  notice:
    'A throttled sync call is the caller’s problem. Async and push wait in Lambda’s queue, tried again after 1 s, then twice as long each time, to 5 minutes, for six hours; with a reservation of 0 they go to the dead letters at once. Pull goes on asking, and what its pollers could not hand on counts as received: with a small maxReceiveCount healthy messages end in the dead-letter queue, which MaximumConcurrency prevents. Workers are outside Lambda. The account’s own limit (1,000) does the same to all functions at once; a laptop has no room to show it, `pushpull simulate --account-concurrency` has.',
  knobs,
  modes: ['sync', 'async', 'push', 'pull', 'worker'],
  // a clock that runs faster makes the provider slower beside it: only what has ladders alone to climb is hurried
  timeScale: ({ reservedConcurrency }) => (reservedConcurrency === 0 ? 20 : 1),
  plan: ({ rate, messages, latencyMs, reservedConcurrency, batchSize, maxReceiveCount }, modes, timeScale) => ({
    lanes: modes.map((mode) => lane(mode, { reservedConcurrency, batchSize, maxReceiveCount })),
    arrivals: { kind: 'poisson', rate },
    messages,
    patienceMs: patience(timeScale, { maxReceiveCount, workMs: (messages * latencyMs) / Math.max(1, reservedConcurrency) }),
    provider: { latencyMs },
  }),
  untimed: true,
  findings: (run, timed = true) =>
    byLane(run).map(({ lane, rows }) => {
      const fate = (name: string) => rows.filter((row) => row.fate === name).length;
      const parts = [`${fate('handled')} of ${rows.length} delivered`];
      for (const name of ['refused', 'dead-lettered', 'waiting', 'in flight'] as const)
        if (fate(name) > 0) parts.push(`${fate(name)} ${name}`);
      if (fate('lost') > 0) parts.push(`${fate('lost')} LOST`);
      const { rows: warm, note } = warmOrAll(rows);
      const slowest = Math.max(0, ...warm.map((row) => tookMs(row) ?? 0));
      const took =
        timed && fate('handled') > 0 ? `; half took ${duration(median(warm.map(tookMs)))}, the slowest ${duration(slowest)}${note}` : '';
      return `${lane.title}: ${parts.join(', ')}${took}.`;
    }),
};

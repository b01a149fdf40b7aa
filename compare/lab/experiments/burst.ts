import * as z from 'zod';
import { duration } from '../../report/format.ts';
import { latencyMs, rate, seconds } from '../common-knobs.ts';
import type { Experiment } from '../experiment.ts';
import { peakAtProvider, peakUnderWay } from '../findings/at-once.ts';
import { loadBegan } from '../findings/fault-window.ts';
import { byLane, byRepetition, median, tookMs } from '../findings/rows.ts';
import { lane } from '../lane.ts';
import type { Row } from '../row.ts';

const knobs = z.object({
  rate: rate(2, 'messages a second and lane, before and after the burst'),
  times: z.coerce.number().min(1).max(1000).default(10).describe('of that rate, what comes in the burst'),
  burstS: seconds(2, 'seconds that the burst lasts'),
  quietS: seconds(4, 'seconds before it, and after it'),
  latencyMs: latencyMs(100),
});

export const experiment: Experiment<typeof knobs> = {
  name: 'burst',
  question: 'What does ten times the load do, for a moment?',
  notice:
    'Push hands the burst on: as many consumers at once as there are messages, most of them cold starts, and the provider meets them all. Pull keeps it in the queue: fewer at once, in batches, and the last one waits longer. Medians hide it; look at the highest percentiles and at how many were at the provider at once.',
  knobs,
  modes: ['sync', 'push', 'pull', 'worker'],
  plan: ({ rate, times, burstS, quietS, latencyMs }, modes) => ({
    lanes: modes.map((mode) => lane(mode)),
    arrivals: { kind: 'burst', rate, times, burstS },
    messages: Math.max(1, Math.round(rate * (2 * quietS + times * burstS))),
    provider: { latencyMs },
  }),
  findings: (run) => {
    const { arrivals } = run;
    if (arrivals.kind !== 'burst') return ['The arrivals had no burst.'];
    const quietMs = (Math.max(0, run.messages / arrivals.rate - arrivals.times * arrivals.burstS) / 2) * 1000;
    return byLane(run).map(({ lane, rows }) => {
      const inBurst: Row[] = [];
      const quiet: Row[] = [];
      const caughtUp = byRepetition(rows).map((some) => {
        const began = some[0] ? (loadBegan(run, some[0]) ?? 0) : 0;
        const [from, to] = [began + quietMs, began + quietMs + arrivals.burstS * 1000];
        const own = some.filter(({ intendedAt }) => intendedAt >= from && intendedAt < to);
        inBurst.push(...own);
        quiet.push(...some.filter(({ intendedAt }) => intendedAt < from));
        return Math.max(0, Math.max(0, ...own.map(({ deliveredAt }) => deliveredAt ?? 0)) - to);
      });
      const cold = inBurst.filter((row) => row.cold).length;
      const times = `half took ${duration(median(inBurst.map(tookMs)))} in the burst and ${duration(median(quiet.map(tookMs)))} before it, cold starts included`;
      return `${lane.title}: ${times}; ${cold} of ${inBurst.length} met a process that had just started; at most ${peakUnderWay(rows)} under way and ${peakAtProvider(rows)} at the provider at once; caught up ${duration(median(caughtUp))} after its end.`;
    });
  },
};

import * as z from 'zod';
import { idleUsage, MONTH_S } from '../../cost/delivery-cost.ts';
import { usd } from '../../cost/price-list.ts';
import { duration } from '../../report/format.ts';
import { count, seconds } from '../common-knobs.ts';
import type { Experiment } from '../experiment.ts';
import { byLane, median, tookMs } from '../findings/rows.ts';
import { lane } from '../lane.ts';
import { modeNamed } from '../modes.ts';

const knobs = z.object({
  idleS: seconds(20, 'real seconds without a message, then one'),
  workers: count(1, 'processes of the lanes outside Lambda', 1, 100),
});

export const experiment: Experiment<typeof knobs> = {
  name: 'idle',
  question: 'What does waiting cost, when nothing comes?',
  notice:
    'Push costs nothing while nothing happens. A mapping keeps five long polls of 20 s open, day and night, each of them a request of SQS that is paid for; a worker costs its hours, and one that polls without waiting a request each time. Multiply by the number of queues. These receives and dollars are computed from how AWS polls, not counted: in an account CloudWatch’s NumberOfEmptyReceives has them. The message after the pause shows what else idling costs: a process that has gone, or a poll that is just open.',
  knobs,
  modes: ['async', 'push', 'pull', 'fanout', 'worker', 'short-poll'],
  plan: ({ idleS, workers }, modes) => ({
    lanes: modes.map((mode) => lane(mode, { workers })),
    arrivals: { kind: 'recorded', atMs: [idleS * 1000] },
    messages: 1,
  }),
  findings: (run) => {
    const virtualS = (Number(run.knobs.idleS) || 0) * run.target.timeScale;
    return byLane(run).map(({ lane, rows }) => {
      const usage = idleUsage(modeNamed(lane.mode).simulated, { rate: 0, workers: lane.settings.workers });
      const polls = ((usage.sqsRequests ?? 0) + (usage.sqsFifoRequests ?? 0)) * lane.settings.fanOut;
      const dollars = usd(usage) * lane.settings.fanOut;
      const { workers } = lane.settings;
      const who = modeNamed(lane.mode).worker ? `${workers} ${workers === 1 ? 'worker' : 'workers'}` : "AWS's five pollers";
      const asks =
        polls === 0
          ? 'nothing asks while nothing comes'
          : `${Math.round(polls).toLocaleString('en')} receives a month find nothing (${Math.round((polls / MONTH_S) * virtualS).toLocaleString('en')} in the ${Math.round(virtualS)} s of each pause) by ${who}`;
      return `${lane.title}: ${asks}; ${dollars.toFixed(2)} dollars a month at rest; the message after the pause took ${duration(median(rows.map(tookMs)))}${rows.some((row) => row.cold) ? ', and met a process that had just started' : ''}.`;
    });
  },
};

import * as z from 'zod';
import { count, latencyMs, messages, rate } from '../common-knobs.ts';
import type { Experiment } from '../experiment.ts';
import { mostWithin } from '../findings/at-once.ts';
import { byLane, byRepetition } from '../findings/rows.ts';
import { saturationOf } from '../findings/saturation.ts';
import { lane } from '../lane.ts';

const knobs = z.object({
  rate: rate(2, 'messages a second at the beginning'),
  toRate: rate(40, 'messages a second at the end: it rises evenly from message to message'),
  messages: messages(120),
  latencyMs: latencyMs(250),
  reservedConcurrency: count(4, 'ReservedConcurrentExecutions of the consumers in Lambda', 1, 1000),
  batchSize: count(10, 'BatchSize of the mappings', 1, 10),
  workers: count(1, 'processes of the lanes outside Lambda', 1, 100),
  workerConcurrency: count(4, 'messages that each of those works on at once', 1, 100),
});

export const experiment: Experiment<typeof knobs> = {
  name: 'saturation',
  question: 'How much gets through, and from which rate on do messages wait?',
  notice:
    "One lane after another, each with the machine alone. Little's law says where it must end: places ÷ seconds a message; 4 ÷ 0.25 s are 16 a second, and a batch handled side by side takes ten messages with one place. Beyond it sync refuses at once, async and push wait in Lambda's queue (throttled, with ever longer pauses), pull waits in SQS, where nothing is lost and the backlog can be seen.",
  knobs,
  modes: ['sync', 'async', 'push', 'pull', 'worker'],
  plan: ({ rate, toRate, messages, latencyMs, ...settings }, modes) => ({
    lanes: modes.map((mode) => lane(mode, settings)),
    arrivals: { kind: 'ramp', rate, toRate },
    messages,
    oneByOne: true,
    provider: { latencyMs },
  }),
  findings: (run) =>
    byLane(run).map(({ lane, rows }) => {
      const best = Math.max(
        0,
        ...byRepetition(rows).map((some) =>
          mostWithin(
            some.flatMap(({ deliveredAt }) => deliveredAt ?? []),
            1000,
          ),
        ),
      );
      const delivered = `at most ${best} delivered in a second`;
      const found = saturationOf(rows);
      if (!found) return `${lane.title}: no saturation was met; ${delivered}.`;
      const what = found.by === 'refused' ? 'messages are refused' : 'the backlog grows';
      return `${lane.title}: from ${found.rate.toFixed(1)} messages a second on ${what}; ${delivered}.`;
    }),
};

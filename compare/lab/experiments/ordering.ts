import * as z from 'zod';
import { count, latencyMs, messages, rate, share } from '../common-knobs.ts';
import type { Experiment } from '../experiment.ts';
import { inversionsOf } from '../findings/inversions.ts';
import { byLane } from '../findings/rows.ts';
import { lane } from '../lane.ts';
import { picked } from '../load/pick.ts';
import { knownMode } from '../modes.ts';

const knobs = z.object({
  rate: rate(4),
  messages: messages(40),
  groups: count(3, 'message groups, whose messages have a sequence'),
  failing: share(0.05, 'messages whose first attempt fails, 0 to 1'),
  latencyMs: latencyMs(50),
});

export const experiment: Experiment<typeof knobs> = {
  name: 'ordering',
  question: 'Do messages arrive in the order in which they were sent?',
  notice:
    'Nothing but FIFO promises it, and at a gentle rate without failures others look as if they kept it: a retry comes after what was sent later, and consumers that work side by side overtake each other. FIFO keeps the order by letting the group wait for the one that failed, which its slowest messages show. A pair counts only where the first was confirmed before the second was handed over: two that were under way at once have no order to keep.',
  knobs,
  modes: ['sync', 'async', 'push', 'pull', 'fanout', 'fifo', 'fifo-fanout', 'worker', 'eventbridge'],
  timeScale: () => 20,
  plan: ({ rate, messages, groups, failing, latencyMs }, modes, _timeScale, seed) => ({
    lanes: modes.map((mode) => lane(mode)),
    arrivals: { kind: 'poisson', rate },
    messages,
    provider: { latencyMs },
    order: (_lane, index) => ({
      ...{ group: `group-${index % groups}`, sequence: Math.floor(index / groups) },
      ...(picked(seed, index, failing) ? { fault: { kind: 'throw', times: 1 } } : {}),
    }),
  }),
  untimed: true,
  findings: (run) =>
    byLane(run).map(({ lane, rows }) => {
      const { overtaken, ordered } = inversionsOf(rows);
      const promised = knownMode(lane.mode)?.keepsOrder;
      if (ordered === 0) return `${lane.title}: no two messages of a group were sent one after the other.`;
      const found = `${overtaken} of ${ordered} messages were overtaken by a later one of their group`;
      if (promised) return `${lane.title}: ${found}${overtaken === 0 ? ', as promised' : ', THOUGH THE ORDER IS PROMISED'}.`;
      return `${lane.title}: ${found}${overtaken === 0 ? ', though nothing promises it' : ''}.`;
    }),
};

import * as z from 'zod';
import { duration } from '../../report/format.ts';
import { count, messages, rate, share } from '../common-knobs.ts';
import type { Experiment } from '../experiment.ts';
import { byLane, median, of, tookMs, warmOrAll } from '../findings/rows.ts';
import { lane } from '../lane.ts';
import { picked } from '../load/pick.ts';
import { modeNamed } from '../modes.ts';
import { oneRetry, patience } from '../patience.ts';

const knobs = z.object({
  rate: rate(4),
  messages: messages(60),
  poison: share(0.05, 'messages whose consumer fails at every attempt, 0 to 1'),
  groups: count(4, 'message groups of the FIFO queues'),
  batchSize: count(10, 'BatchSize of the mappings', 1, 10),
  batchWindowS: count(10, 'MaximumBatchingWindowInSeconds, by the stack’s clock, so that batches have several messages', 0, 300),
  maxReceiveCount: count(3, 'maxReceiveCount of the queues', 1, 1000),
});

export const experiment: Experiment<typeof knobs> = {
  name: 'poison',
  question: 'What does a message that always fails do to its neighbours?',
  notice:
    'Where a batch fails as a whole, as it does by AWS’s default, its neighbours come again as often as the poison does, and may be dead-lettered with it: ReportBatchItemFailures ends that, and each mode that has batches runs with and without. In a FIFO queue the rest of the group waits until the poison is dead-lettered, maxReceiveCount visibility timeouts later. Push and async have neither, since each message is alone.',
  knobs,
  modes: ['async', 'push', 'pull', 'fifo', 'worker'],
  timeScale: () => 10,
  plan: ({ rate, messages, poison, groups, batchSize, batchWindowS, maxReceiveCount }, modes, timeScale, seed) => ({
    lanes: modes.flatMap((mode) => {
      const { keepsOrder, simulated } = modeNamed(mode);
      // a key would hide how often neighbours come
      const settings = { batchSize, maxReceiveCount, idempotent: false, ...(keepsOrder ? {} : { batchWindowS }) };
      if (simulated.consumer !== 'mapping') return [lane(mode, { maxReceiveCount, idempotent: false })];
      if (keepsOrder) return [lane(mode, settings)];
      return [lane(mode, settings), lane(mode, { ...settings, reportBatchItemFailures: false }, `${mode}, batch fails as one`)];
    }),
    arrivals: { kind: 'poisson', rate },
    messages,
    lingerMs: oneRetry(timeScale),
    // the poison of one FIFO group is dead-lettered one after another
    patienceMs: patience(timeScale, { maxReceiveCount, inTurn: Math.ceil(messages * poison) }),
    order: (_lane, index) => ({
      ...{ group: `group-${index % groups}`, sequence: Math.floor(index / groups) },
      ...(picked(seed, index, poison) ? { fault: { kind: 'throw' } } : {}),
    }),
  }),
  untimed: true,
  findings: (run, timed = true) =>
    byLane(run).map(({ lane, rows }) => {
      const poison = rows.filter(({ fault }) => fault?.startsWith('throw'));
      const clean = rows.filter(({ fault }) => !fault?.startsWith('throw'));
      const dead = (some: typeof rows) => some.filter(({ fate }) => fate === 'dead-lettered').length;
      const warm = warmOrAll(clean);
      const again = clean.filter(({ receiveCount = 1, mails }) => receiveCount > 1 || mails > 1).length;
      const parts = [`${dead(poison)} of ${poison.length} poison messages are in the dead-letter queue`];
      if (timed) {
        const slowest = Math.max(0, ...warm.rows.map((row) => tookMs(row) ?? 0));
        parts.push(`half of the others took ${duration(median(warm.rows.map(tookMs)))}, the slowest ${duration(slowest)}${warm.note}`);
      }
      if (again > 0) parts.push(`${of(again, clean.length, 'neighbour')} came more than once`);
      if (dead(clean) > 0) parts.push(`${of(dead(clean), clean.length, 'neighbour')} DEAD-LETTERED with it`);
      const lost = rows.filter(({ fate }) => fate === 'lost').length;
      if (lost > 0) parts.push(`${lost} LOST`);
      return `${lane.title}: ${parts.join('; ')}.`;
    }),
};

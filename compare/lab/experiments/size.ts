import * as z from 'zod';
import { duration } from '../../report/format.ts';
import { listOf, messages, numbers, rate } from '../common-knobs.ts';
import type { Experiment } from '../experiment.ts';
import { byLane, isWarm, median, tookMs } from '../findings/rows.ts';
import { lane } from '../lane.ts';

const knobs = z.object({
  rate: rate(3),
  messages: messages(30),
  sizesKib: listOf('1,64,255,257,1023,1025', 'sizes of messages in KiB, several with commas; they come in turn'),
});

export const experiment: Experiment<typeof knobs> = {
  name: 'size',
  question: 'How large may a message be, and what does size cost in time?',
  notice:
    'The limits are AWS’s: a topic takes 256 KiB, SQS, an event and an asynchronous invocation 1 MiB (SQS and EventBridge took 256 KiB until 2025 and 2026: an older target may), a call that waits 6 MiB. Above its limit a message must be refused to the sender’s face, and neither lost on the way nor dead-lettered. To queues, topics and buses each 64 KiB are a request of their own on the bill; an asynchronous event is one request of Lambda up to 256 KiB, and one more for each 64 KiB above. What is larger belongs in S3, and its key in the message.',
  knobs,
  modes: ['sync', 'async', 'push', 'pull', 'fanout', 'eventbridge', 'worker'],
  timeScale: () => 10,
  plan: ({ rate, messages, sizesKib }, modes) => {
    const sizes = numbers(sizesKib);
    return {
      lanes: modes.map((mode) => lane(mode)),
      arrivals: { kind: 'constant', rate },
      messages: Math.max(messages, sizes.length),
      order: (_lane, index) => ({ bytes: (sizes[index % sizes.length] as number) * 1024 }),
    };
  },
  untimed: true,
  findings: (run, timed = true) =>
    byLane(run).map(({ lane, rows }) => {
      const sizes = [...Map.groupBy(rows, ({ bytes = 0 }) => bytes)].sort(([a], [b]) => a - b);
      const parts = sizes.map(([bytes, some]) => {
        const kib = `${Math.round(bytes / 1024)} KiB`;
        const fate = (name: string) => some.filter((row) => row.fate === name).length;
        if (fate('refused') === some.length) return `${kib} refused (${reasonOf(some[0]?.error)})`;
        if (fate('handled') === some.length) {
          if (!timed) return `${kib} delivered`;
          const warm = some.filter(isWarm);
          return `${kib} in ${duration(median((warm.length > 0 ? warm : some).map(tookMs)))}${warm.length > 0 ? '' : ', cold'}`;
        }
        return `${kib}: ${fate('handled')} delivered, ${fate('refused')} refused, ${fate('dead-lettered')} dead-lettered, ${fate('waiting') + fate('in flight')} under way, ${fate('lost')} LOST`;
      });
      return `${lane.title}: ${parts.join('; ')}.`;
    }),
};

/** The error's own name, without what the entrance wraps it in. */
const reasonOf = (error = 'for no reason given'): string => error.split(':')[0] as string;

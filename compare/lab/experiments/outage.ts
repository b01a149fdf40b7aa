import * as z from 'zod';
import { duration } from '../../report/format.ts';
import { rate, seconds } from '../common-knobs.ts';
import type { Experiment } from '../experiment.ts';
import { faultWindow } from '../findings/fault-window.ts';
import { byLane } from '../findings/rows.ts';
import { lane } from '../lane.ts';
import { patience } from '../patience.ts';

const FOREVER = 'forever';
const knobs = z.object({
  down: z
    .union([z.literal(FOREVER), z.coerce.number().positive().max(86_400)], { error: 'seconds, at most a day, or forever' })
    .default(10)
    .describe('seconds by the stack’s clock that the provider is down, as 10 or 600; or forever'),
  rate: rate(5),
  aroundS: seconds(2, 'real seconds of load before it, and after it (of one that lasts: twice that during it)'),
  maxReceiveCount: z.coerce.number().int().min(1).max(1000).default(5).describe('maxReceiveCount of the queues'),
});

export const experiment: Experiment<typeof knobs> = {
  name: 'outage',
  question: 'What becomes of the messages while the email provider is down?',
  notice:
    'What is tried again for longer than the outage survives it: sync not at all, a webhook about a minute, Lambda’s own retries three minutes, a queue maxReceiveCount visibility timeouts, and what fails for ever belongs in a dead-letter queue, from where it can be sent again. After the outage look at when the last one came: retries come when their ladder says so, not when the provider is back. Ladders last minutes: the clock is scaled (5 for ten seconds, 60 for ten minutes), and on a target whose time is real ten minutes take ten minutes.',
  knobs,
  modes: ['sync', 'async', 'push', 'pull', 'worker', 'webhook'],
  timeScale: ({ down }) => (down === FOREVER ? 30 : Math.min(60, Math.max(5, down / 10))),
  plan: ({ down, rate, aroundS, maxReceiveCount }, modes, timeScale) => {
    const lastsS = down === FOREVER ? undefined : down / timeScale;
    const untilS = lastsS === undefined ? {} : { untilS: aroundS + lastsS };
    return {
      lanes: modes.map((mode) => lane(mode, { maxReceiveCount })),
      arrivals: { kind: 'constant', rate },
      patienceMs: patience(timeScale, { maxReceiveCount }),
      messages: Math.max(1, Math.ceil(rate * (2 * aroundS + (lastsS ?? aroundS)))),
      faults: [{ what: 'the provider is down', fromS: aroundS, ...untilS, provider: { down: true } }],
    };
  },
  untimed: true,
  findings: (run, timed = true) =>
    byLane(run).map(({ lane, rows }) => {
      const hit = rows.filter((row) => {
        const window = faultWindow(run, row);
        return window && row.sentAt >= window.from && row.sentAt < window.until;
      });
      const fate = (name: string) => hit.filter((row) => row.fate === name).length;
      const after = Math.max(
        ...hit.flatMap((row) => {
          const end = faultWindow(run, row)?.until ?? Number.POSITIVE_INFINITY;
          return row.deliveredAt === undefined || !Number.isFinite(end) ? [] : [row.deliveredAt - end];
        }),
      );
      const parts = [`${fate('handled')} delivered`, `${fate('refused')} refused`, `${fate('dead-lettered')} dead-lettered`];
      const still = fate('waiting') + fate('in flight');
      if (still > 0) parts.push(`${still} still under way`);
      if (fate('lost') > 0) parts.push(`${fate('lost')} LOST`);
      const last =
        timed && Number.isFinite(after)
          ? `; the last one came ${duration(Math.max(0, after) * run.target.timeScale)} after its end, by the stack's clock`
          : '';
      return `${lane.title}: of ${hit.length} sent during the outage ${parts.join(', ')}${last}.`;
    }),
};

import * as z from 'zod';
import { duration } from '../../report/format.ts';
import { messages, rate, seconds, share, yesOrNo } from '../common-knobs.ts';
import type { Experiment } from '../experiment.ts';
import { byLane, median, of, tookMs, warmOrAll } from '../findings/rows.ts';
import { lane } from '../lane.ts';
import { picked } from '../load/pick.ts';
import { oneRetry } from '../patience.ts';

const knobs = z.object({
  rate: rate(4),
  messages: messages(60),
  before: share(0.1, 'messages whose consumer ends before the mail, 0 to 1, at their first attempt'),
  after: share(0.1, 'messages whose consumer ends after the mail and before anybody is told, of the others'),
  killEveryS: seconds(0, 'real seconds after which a process of each lane is killed, again and again; 0: none'),
  idempotent: yesOrNo('yes', 'whether each message has an idempotency key, which the provider honours'),
});

export const experiment: Experiment<typeof knobs> = {
  name: 'crash',
  question: 'What becomes of messages when their consumers crash?',
  notice:
    'A crash before the mail costs time, as long as the retry takes to come; a crash after it costs a second mail, unless the provider knows the message’s key. Sync tells the caller that it failed, although the mail may have gone out. In a batch the neighbours come again with it. Nothing may be lost: who confirms only what is done (SQS, Lambda’s queue) has it still.',
  knobs,
  modes: ['sync', 'async', 'push', 'pull', 'worker'],
  timeScale: () => 20,
  plan: ({ rate, messages, before, after, killEveryS, idempotent }, modes, timeScale, seed) => {
    const lanes = modes.map((mode) => lane(mode, { idempotent: idempotent === 'yes' }));
    const kill = { lanes: lanes.map(({ id }) => id), everyS: killEveryS };
    const untilS = Math.max(1, messages / rate);
    return {
      lanes,
      arrivals: { kind: 'poisson', rate },
      messages,
      lingerMs: oneRetry(timeScale),
      order(_lane, index) {
        if (picked(seed, index, before)) return { fault: { kind: 'exit', times: 1 } };
        if (picked(seed + 1, index, after)) return { fault: { kind: 'exit-after', times: 1 } };
        return {};
      },
      ...(killEveryS > 0 ? { faults: [{ what: `a process of each lane is killed every ${killEveryS} s`, fromS: 0, untilS, kill }] } : {}),
    };
  },
  untimed: true,
  findings: (run, timed = true) =>
    byLane(run).map(({ lane, rows }) => {
      const hit = rows.filter(({ fault }) => fault?.startsWith('exit'));
      const clean = rows.filter(({ fault }) => !fault?.startsWith('exit'));
      const twice = rows.filter(({ mails }) => mails > 1).length;
      const lied = hit.filter(({ mails, accepted }) => mails > 0 && !accepted).length;
      const again = clean.filter(({ receiveCount = 1, mails }) => receiveCount > 1 || mails > 1).length;
      const arrived = `${of(hit.filter(({ mails }) => mails > 0).length, hit.length)} whose consumer crashed arrived`;
      const calm = warmOrAll(clean);
      const others = `${duration(median(calm.rows.map(tookMs)))}${calm.note}`;
      // the retry after a crash meets a process that has just started: that is part of what it costs
      const took = `half of those took ${duration(median(hit.map(tookMs)))} (cold starts included), the others ${others}`;
      const times = hit.length > 0 ? took : `half took ${others}`;
      const parts = [...(hit.length > 0 ? [arrived] : []), ...(timed ? [times] : [])];
      parts.push(`${of(twice, rows.length)} mailed more than once`);
      if (again > 0) parts.push(`${of(again, clean.length, 'neighbour')} came again for another's crash`);
      if (lied > 0) parts.push(`${lied} mailed though the sender was told that it failed`);
      const lost = rows.filter(({ fate }) => fate === 'lost').length;
      if (lost > 0) parts.push(`${lost} LOST`);
      return `${lane.title}: ${parts.join('; ')}.`;
    }),
};

import type { Lab } from '../lab/lab.ts';
import { checkLinks } from './links.ts';
import { promiseOneMail } from './promises.ts';
import { type Ends, settle } from './settle.ts';
import { shareByMany } from './shares.ts';

export type EarlyMode = 'sync' | 'async' | 'push' | 'pull';

/** The function that does the work in each mode, by a part of its name, and where its messages end when their ladder does. */
const WAYS: Record<EarlyMode, { victim: string; ends: Ends }> = {
  sync: { victim: 'SendShareEmailDirect', ends: {} },
  async: { victim: 'SendShareEmailDirect', ends: { invocations: 'SendShareEmailDirectDeadLettersUrl' } },
  push: { victim: 'SendShareEmailSns', ends: { invocations: 'SendShareEmailSnsDeadLettersUrl' } },
  pull: { victim: 'SendShareEmailSqs', ends: { queues: ['ShareRequestsQueueUrl'] } },
};

/** One of the first four versions: the same photo, the same mail, another way from Photos to Users. */
export const byMode = (mode: EarlyMode) => async (lab: Lab) => {
  const { victim, ends } = WAYS[mode];
  const load = await shareByMany(lab, mode, { victim });
  const statuses = await settle(lab, load.accepted, ends);
  await promiseOneMail(lab, load, statuses, 'delivered');
  await checkLinks(lab, mode, load);
};

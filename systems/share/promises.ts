import type { Lab } from '../lab/lab.ts';
import type { Load } from './shares.ts';
import { mailsByShare, statusesIn } from './shares.ts';

/** What every version promises, counted at the provider and by what a person reads. */
export async function promiseOneMail(lab: Lab, { accepted, refused }: Load, statuses: Map<string, string>, good: string): Promise<void> {
  const mails = await mailsByShare(lab);
  const once = accepted.filter(({ shareId }) => mails.get(shareId) === 1);
  const twice = [...mails.values()].filter((n) => n > 1).length;
  lab.promise('what was accepted is delivered', once.length === accepted.length, `${once.length} of ${accepted.length}`);
  lab.promise('nobody gets a mail twice', twice === 0, `${twice} did`);
  lab.promise(
    'Photos knows what became of each share',
    accepted.every(({ shareId }) => statuses.get(shareId) === good),
    statusesIn(statuses.values()),
  );
  const silent = refused.filter(({ shareId }) => mails.has(shareId)).length;
  if (silent > 0) lab.say(`${silent} who were told that it failed have a mail all the same: a timeout is not a no`);
}

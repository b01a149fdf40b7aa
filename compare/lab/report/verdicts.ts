import { duration } from '../../report/format.ts';
import type { LaneFigures } from '../figures.ts';
import { isOwn } from '../own/is-own.ts';
import type { Run } from '../run.ts';
import { MANY, refusal } from './comparisons.ts';

export interface Verdict {
  lane: string;
  text: string;
  /** Something was lost, or the ledger does not add up. */
  bad: boolean;
}

/** What became of each lane's messages, in a sentence drawn from its figures. No times where they are the generator's own. Of many lanes only those that differ are told one by one. */
export function verdicts(run: Run, figures: readonly LaneFigures[]): Verdict[] {
  const timed = refusal(run) === undefined;
  const all = figures.map(({ lane, ledger, retries, times }) => {
    const { handled, refused, lost, waiting } = ledger.fates;
    const parts = [handled === ledger.sent ? `all ${handled} delivered` : `${handled} of ${ledger.sent} delivered`];
    if (refused) parts.push(`${refused} refused to the sender's face`);
    if (ledger.fates['dead-lettered']) parts.push(`${ledger.fates['dead-lettered']} dead-lettered`);
    if (waiting + ledger.fates['in flight'] > 0) parts.push(`${waiting + ledger.fates['in flight']} still under way`);
    if (lost) parts.push(`${lost} LOST`);
    if (ledger.duplicates) parts.push(`${ledger.duplicates} ${ledger.duplicates === 1 ? 'mail' : 'mails'} beyond a message’s first`);
    if (retries) parts.push(`${retries} ${retries === 1 ? 'retry' : 'retries'}`);
    if (!ledger.addsUp) parts.push('and the ledger does NOT add up');
    const took =
      timed && times.delivered[50].ms !== undefined
        ? `; the sender waited ${duration(times.answered[50].ms)}, ${isOwn(run) ? 'its stamp came after' : 'the mail took'} ${duration(times.delivered[50].ms)} (medians)`
        : '';
    const bad = lost > 0 || !ledger.addsUp;
    return { lane: lane.title, text: `${parts.join(', ')}${took}.`, bad, plain: !bad && parts.length === 1 && handled === ledger.sent };
  });
  const plain = all.filter((one) => one.plain);
  const told = figures.length > MANY && plain.length > 1 ? all.filter((one) => !one.plain) : all;
  const verdicts = told.map(({ plain: _, ...verdict }): Verdict => verdict);
  if (told === all) return verdicts;
  return [...verdicts, { lane: `${plain.length} lanes`, text: 'every message delivered, once, at the first attempt.', bad: false }];
}

import { duration } from '../../report/format.ts';
import type { LaneFigures } from '../figures.ts';
import type { Run } from '../run.ts';

/** What became of each lane's messages, in a sentence drawn from its figures. */
export function verdicts(_run: Run, figures: readonly LaneFigures[]): string[] {
  const width = Math.max(...figures.map(({ lane }) => lane.title.length));
  return figures.map(({ lane, ledger, retries, times }) => {
    const { handled, refused, lost, waiting } = ledger.fates;
    const parts = [handled === ledger.sent ? `all ${handled} delivered` : `${handled} of ${ledger.sent} delivered`];
    if (refused) parts.push(`${refused} refused to the sender's face`);
    if (ledger.fates['dead-lettered']) parts.push(`${ledger.fates['dead-lettered']} dead-lettered`);
    if (waiting + ledger.fates['in flight'] > 0) parts.push(`${waiting + ledger.fates['in flight']} still under way`);
    if (lost) parts.push(`${lost} LOST`);
    if (ledger.duplicates) parts.push(`${ledger.duplicates} delivered twice`);
    if (retries) parts.push(`${retries} retries`);
    return `${lane.title.padEnd(width)}  ${parts.join(', ')}; the sender waited ${duration(times.answered[50].ms)}, the mail took ${duration(times.delivered[50].ms)}.`;
  });
}

import type { Figures } from '../figures.ts';
import { MODES } from '../modes.ts';
import { duration } from './format.ts';

/** What became of a mode's shares, in a sentence drawn from its figures. */
export function verdict({ mode, ledger, retries, deliveredMs, answerMs }: Figures): string {
  const { handled, refused, lost, waiting } = ledger.fates;
  const parts: string[] = [];
  if (handled === ledger.sent) parts.push(`all ${ledger.sent} mails sent`);
  else parts.push(`${handled} of ${ledger.sent} mails sent`);
  if (refused) parts.push(`${refused} refused to the caller's face`);
  if (ledger.fates['dead-lettered']) parts.push(`${ledger.fates['dead-lettered']} in the dead-letter queue`);
  if (waiting || ledger.fates['in flight']) parts.push(`${waiting + ledger.fates['in flight']} still under way`);
  parts.push(lost ? `${lost} LOST` : 'none lost');
  if (ledger.duplicates) parts.push(`${ledger.duplicates} sent twice`);
  if (retries) parts.push(`${retries} retries (${MODES.find(({ name }) => name === mode)?.ladder})`);
  return `${mode.padEnd(6)} ${parts.join(', ')};\n       the caller waited ${duration(answerMs.p50)}, the mail took ${duration(deliveredMs.p50)} (medians)`;
}

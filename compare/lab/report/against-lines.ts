import { wrapped } from '../../report/wrap.ts';
import type { Against } from './against.ts';
import { againstSentences } from './against-text.ts';
import type { Paint } from './text-table.ts';

/** What changed, for a terminal. */
export function againstLines(against: Against, width: number, paint: Paint): string[] {
  const { title, certain, perhaps, ledger, notes } = againstSentences(against);
  const say = (text: string, hang = 0) => wrapped(text, Math.max(60, Math.min(width, 120)), hang);
  return [
    ...say(title).map((line) => paint('bold', line)),
    ...certain.flatMap((text) => say(`• ${text}`, 2)),
    ...ledger.flatMap(({ text, bad }) => say(`• ${text}`, 2).map((line) => (bad ? paint(['bold', 'red'], line) : line))),
    ...(perhaps.length > 0 ? ['Perhaps, each taken for itself alone:', ...perhaps.flatMap((text) => say(`  ${text}`, 4))] : []),
    ...notes.flatMap((text) => say(text)).map((line) => paint('dim', line)),
  ];
}

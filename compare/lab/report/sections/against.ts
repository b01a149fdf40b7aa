import type { Against } from '../against.ts';
import { againstSentences } from '../against-text.ts';
import type { Section } from '../blocks.ts';

/** What changed since an earlier run. */
export function againstSection(against: Against): Section {
  const { title, certain, perhaps, ledger, notes } = againstSentences(against);
  return {
    id: 'against',
    title,
    blocks: [
      { kind: 'list', items: certain },
      ...(ledger.length > 0
        ? [{ kind: 'list' as const, items: ledger.map(({ text, bad }) => (bad ? { text, tone: 'bad' as const } : text)) }]
        : []),
      ...(perhaps.length > 0
        ? [
            { kind: 'text' as const, text: 'Perhaps, each taken for itself alone:' },
            { kind: 'list' as const, items: perhaps },
          ]
        : []),
      ...notes.map((text) => ({ kind: 'text' as const, text })),
    ],
  };
}

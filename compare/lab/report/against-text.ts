import { duration } from '../../report/format.ts';
import { MEASURES } from '../figures.ts';
import type { Against, Change } from './against.ts';
import { signed } from './comparisons.ts';

/** The sentences of a comparison with an earlier run: what certainly changed, what perhaps did, and the ledger. */
export interface AgainstSentences {
  title: string;
  certain: string[];
  perhaps: string[];
  /** `bad` ones are messages that were lost, or are now. */
  ledger: { text: string; bad: boolean }[];
  /** How much was compared, and what a change means. */
  notes: string[];
}

export function againstSentences({ before, after, changes, ledger, caveats, refused, lanes }: Against): AgainstSentences {
  const of = (changed: Change['changed']) => changes.filter((change) => change.changed === changed);
  const certain = of('certain').map(sentence);
  const perhaps = of('perhaps').map(sentence);
  return {
    title: `Against the run of ${before.at.slice(0, 16).replace('T', ' ')} UTC${before.target === after.target ? '' : ` on ${before.target}`}`,
    certain: refused ? [refused] : certain.length > 0 ? certain : ['No time changed beyond noise.'],
    perhaps,
    ledger: ledger.map((change) => ({
      text: `${change.lane}: ${change.what} ${change.before} → ${change.after}`,
      bad: change.what === 'lost',
    })),
    notes: [
      ...(refused
        ? []
        : [
            `${changes.length} comparisons (${lanes.length} lanes × ${Object.keys(MEASURES).length} times × p50 and p95), of repetitions' values by Welch's t; the intervals are at 95 %. What counts as changed stands among all of them (Holm): of runs that are the same, one in twenty shows any change.`,
          ]),
      ...(ledger.length === 0 ? ['The ledgers are the same.'] : []),
      ...caveats.map((caveat) => `Not the same in both runs, and maybe the reason: ${caveat}.`),
    ],
  };
}

const sentence = ({ lane, measure, quantile, before, after, mean, low, high }: Change): string =>
  `${lane}: ${measure} p${quantile} ${duration(before)} → ${duration(after)}, ${mean > 0 ? 'slower' : 'faster'} by ${Math.abs(mean).toFixed(1)} ms (${signed(mean > 0 ? low : -high)} to ${signed(mean > 0 ? high : -low)})`;

import { duration } from '../../report/format.ts';
import { type LaneFigures, lateness, MOST_LATE_MS } from '../figures.ts';
import { twinOf } from '../predict/twin.ts';
import type { Run } from '../run.ts';
import { holm } from '../statistics/holm.ts';
import { difference } from '../statistics/student.ts';

/** Why the lanes of this run can't be compared, or undefined. */
export function refusal(run: Run): string | undefined {
  const { percentile, ms } = lateness(run);
  if (ms <= MOST_LATE_MS) return undefined;
  return `No comparison: the load generator fell behind (${duration(ms)} at the ${percentile}th percentile, ${MOST_LATE_MS} ms are allowed), so the times are its own. Lower --rate, compare fewer modes at once, or leave the machine in peace.`;
}

/** What the sentences of `comparisons` are about. */
export const COMPARED = 'Triggers’ medians, each lane’s against the fastest one’s, in pairs of the same repetition:';

/**
 * Each lane's median trigger against the fastest one's, with what is certain of it: of reports on lanes that are the same, at most one in
 * twenty names a difference. None where the generator fell behind.
 */
export function comparisons(run: Run, figures: readonly LaneFigures[]): string[] {
  if (refusal(run)) return [];
  const ranked = figures
    .filter(({ times }) => times.trigger[50].ms !== undefined)
    .sort((a, b) => (a.times.trigger[50].ms as number) - (b.times.trigger[50].ms as number));
  const [best] = ranked;
  if (!best) return [];
  // which lane is the fastest is found in the same values: so what is certain must stand among all pairs, whichever it was
  const pairs = ranked.flatMap((a, i) =>
    ranked.slice(i + 1).flatMap((b) => {
      const one = difference(a.times.trigger[50].byRepetition, b.times.trigger[50].byRepetition);
      return one ? [{ from: a, to: b, lane: b.lane.title, ...one }] : [];
    }),
  );
  const certain = holm(pairs.map(({ p }) => p));
  const all = pairs
    .map((one, i) => ({ ...one, different: certain[i] === true, perhaps: one.different }))
    .filter(({ from }) => from === best);
  const sentences = (some: typeof all) =>
    some.map(({ lane, to, different, perhaps, ...found }) => {
      const how = `${found.mean > 0 ? 'slower' : 'faster'} than ${best.lane.title} by ${duration(Math.abs(found.mean))} (${range(found)})${windows(best, to)}`;
      if (different) return `${lane} is ${how}.`;
      if (perhaps) return `${lane} is perhaps ${how}: not certain among all ${pairs.length} pairs of lanes (Holm).`;
      return `${lane} and ${best.lane.title}: no difference can be shown (${range(found)}).`;
    });
  const slower = all.filter(({ different, mean }) => different && mean > 0);
  if (figures.length <= MANY || slower.length < 2) return sentences(all);
  const [least, most] = [slower[0], slower.at(-1)].map((one) => duration(one?.mean));
  return [
    ...sentences(all.filter((one) => !slower.includes(one))),
    `${best.lane.title} is the fastest; ${slower.length} other lanes are slower, by ${least} to ${most}.`,
  ];
}

/** Of more lanes than that, those that have nothing of their own to tell share a sentence. */
export const MANY = 12;

const range = ({ low, high }: { low: number; high: number }) => `${signed(low)} to ${signed(high)} ms, at 95 %`;

/** With the minus sign that reports have. */
export const signed = (ms: number): string => ms.toFixed(1).replace('-', '−');

/** What two lanes' batching windows have to do with their difference, where only one of them has it or they are not the same. */
function windows(...[a, b]: [LaneFigures, LaneFigures]): string {
  const [ofA, ofB] = [a, b].map((lane) => windowS(lane));
  if (ofA === ofB) return '';
  const has = (s: number | undefined) => (s ? `one of ${s} s` : 'none');
  return `, of which the batching window is a part: ${b.lane.title} has ${has(ofB)}, ${a.lane.title} ${has(ofA)}`;
}

/** By the stack's clock; a batch of one is full at once and waits for none. */
const windowS = ({ lane }: LaneFigures): number =>
  twinOf(lane)?.consumer === 'mapping' && lane.settings.batchSize > 1 ? lane.settings.batchWindowS : 0;

import { duration } from '../../report/format.ts';
import { figuresOf, type LaneFigures } from '../figures.ts';
import { byLane, median } from '../findings/rows.ts';
import { knownMode } from '../modes.ts';
import { twinOf } from '../predict/twin.ts';
import type { Row } from '../row.ts';
import type { Run } from '../run.ts';
import { difference } from '../statistics/student.ts';
import { type Injection, sampleOf } from './sample.ts';

/** Something that was injected, and whether the report of the run has it. */
export interface Check {
  lane: string;
  what: string;
  injected: string;
  found: string;
  ok: boolean;
}

/** The knobs of the experiment `validate`, as a run keeps them. */
export interface ValidateKnobs {
  messages: number;
  delayS: number;
  handlerMs: number;
  latencyMs: number;
  swallow: number;
  poison: number;
  twice: number;
  toleranceMs: number;
}

/** What lanes of a mode are called by: the plain one, and those that something is done to. */
export const TITLES = {
  delayed: (mode: string) => `${mode}, delayed`,
  slow: (mode: string) => `${mode}, slow`,
  broken: (mode: string) => `${mode}, broken`,
} as const;

/**
 * Everything that was injected into a run of `validate`, held against what its figures say: delays as the difference of two lanes'
 * medians, within the tolerance; what happened to single messages exactly, message by message; and nothing where nothing was injected.
 */
export function checksOf(run: Run): Check[] {
  const knobs = run.knobs as unknown as ValidateKnobs;
  const figures = new Map(figuresOf(run).map((one) => [one.lane.title, one]));
  const rows = new Map(byLane(run).map(({ lane, rows }) => [lane.title, rows]));
  const modes = [...new Set(run.lanes.map(({ mode }) => mode))];
  return modes.flatMap((mode) => {
    const plain = figures.get(mode);
    const broken = figures.get(TITLES.broken(mode));
    if (!plain || !broken) return [];
    const later = (title: string, measure: 'trigger' | 'delivered', ms: number) => {
      const lane = figures.get(title);
      return lane ? [delayCheck(plain, lane, measure, ms, knobs.toleranceMs)] : [];
    };
    return [
      providerCheck(mode, rows.get(mode) ?? [], knobs),
      ...later(TITLES.delayed(mode), 'trigger', (1000 * knobs.delayS) / run.target.timeScale),
      ...later(TITLES.slow(mode), 'delivered', knobs.handlerMs),
      ...messageChecks(run, broken, rows.get(broken.lane.title) ?? []),
      ...run.lanes
        .filter((lane) => lane.mode === mode && lane.title !== broken.lane.title)
        .map(({ title }) => cleanCheck(title, rows.get(title) ?? [])),
    ];
  });
}

function delayCheck(plain: LaneFigures, lane: LaneFigures, measure: 'trigger' | 'delivered', ms: number, toleranceMs: number): Check {
  const [a, b] = [plain.times[measure][50], lane.times[measure][50]];
  const pairs = difference(a.byRepetition, b.byRepetition);
  const found = pairs?.mean ?? (a.ms === undefined || b.ms === undefined ? undefined : b.ms - a.ms);
  const range = pairs ? ` (${pairs.low.toFixed(1)} to ${pairs.high.toFixed(1)} ms, at 95 %)` : '';
  return {
    ...{
      lane: lane.lane.title,
      what: `${measure}, median, later than ${plain.lane.title}`,
      injected: `${duration(ms)} ± ${toleranceMs} ms`,
    },
    found: `${duration(found)}${range}`,
    ok: found !== undefined && Math.abs(found - ms) <= toleranceMs,
  };
}

function providerCheck(lane: string, rows: readonly Row[], { latencyMs, toleranceMs }: ValidateKnobs): Check {
  const found = median(
    rows.map(({ receivedAt, deliveredAt }) =>
      receivedAt === undefined || deliveredAt === undefined ? undefined : deliveredAt - receivedAt,
    ),
  );
  return {
    ...{ lane, what: 'work of the provider, median', injected: `${duration(latencyMs)} ± ${toleranceMs} ms`, found: duration(found) },
    ok: found !== undefined && Math.abs(found - latencyMs) <= toleranceMs,
  };
}

/** Which message has which end: the very ones that something was done to, and no other. */
function messageChecks(run: Run, { lane }: LaneFigures, rows: readonly Row[]): Check[] {
  const { swallow, poison, twice, messages } = run.knobs as unknown as ValidateKnobs;
  const sample = sampleOf(run.seed, messages, { swallow, poison, twice });
  const indexOf = ({ id }: Row) => Number(id.split('-').at(-1));
  const given = twinOf(lane)?.consumer === 'function' ? 'refused' : 'dead-lettered';
  const dropsRepeats = knownMode(lane.mode)?.dropsRepeats ?? false;
  const check = (kind: Injection, what: string, has: (row: Row) => boolean, none = false): Check => {
    const [want, got] = [rows.filter((row) => !none && sample.get(indexOf(row)) === kind), rows.filter(has)];
    const same = got.filter((row) => want.includes(row)).length;
    return {
      ...{ lane: lane.title, what, injected: String(want.length) },
      found: `${got.length}${same === got.length ? '' : `, ${same} of them the right ones`}`,
      ok: same === want.length && same === got.length,
    };
  };
  return [
    check('swallow', 'messages that a consumer took and dropped: lost', ({ fate }) => fate === 'lost'),
    check('poison', `messages that always fail: ${given}`, ({ fate }) => fate === given),
    check(
      'twice',
      `messages handed over twice${dropsRepeats ? ', which the mode drops' : ''}: mailed twice`,
      ({ mails }) => (dropsRepeats ? mails > 1 : mails === 2),
      dropsRepeats,
    ),
  ];
}

/** A lane that nothing was done to has nothing to be found. */
function cleanCheck(lane: string, rows: readonly Row[]): Check {
  const wrong = rows.filter(({ fate, mails }) => fate !== 'handled' || mails !== 1).length;
  return { lane, what: 'messages without exactly one mail', injected: '0', found: String(wrong), ok: wrong === 0 && rows.length > 0 };
}

export const sentenceOf = ({ lane, what, injected, found, ok }: Check): string =>
  `${lane}: ${what}: injected ${injected}, found ${found}${ok ? '.' : ' — NOT what was injected.'}`;

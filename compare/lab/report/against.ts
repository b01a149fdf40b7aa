import { isDeepStrictEqual } from 'node:util';
import { EXIT, UserError } from '../../errors.ts';
import { FATES, type Fate } from '../../rows.ts';
import { figuresOf, type LaneFigures, MEASURES, type Measure } from '../figures.ts';
import type { Lane } from '../lane.ts';
import type { Run } from '../run.ts';
import { holm } from '../statistics/holm.ts';
import { type Unpaired, welch } from '../statistics/welch.ts';
import { refusal } from './comparisons.ts';

/** Medians and tails; of the 99th percentile a repetition's few messages know nothing. */
const COMPARED = [50, 95] as const;

/** One quantile of one measure in both runs, in milliseconds. */
export interface Change extends Unpaired {
  lane: string;
  measure: Measure;
  quantile: (typeof COMPARED)[number];
  /** Means of the repetitions. */
  before: number;
  after: number;
  /** `certain`: among all comparisons made; `perhaps`: taken for itself alone, as one in twenty is that did not change. */
  changed: 'certain' | 'perhaps' | 'no';
}

export interface LedgerChange {
  lane: string;
  what: Fate | 'twice' | 'sent';
  before: number;
  after: number;
}

export interface Against {
  before: { at: string; target: string };
  after: { at: string; target: string };
  /** Lanes that are in both. */
  lanes: string[];
  changes: Change[];
  ledger: LedgerChange[];
  /** What else differs, and may be the reason of any change. */
  caveats: string[];
  /** Why no times are compared. */
  refused: string | undefined;
}

/** What a run must share with another to be compared with it: what was asked, of which lanes, under which load. */
export interface Asked extends Pick<Run, 'experiment' | 'knobs' | 'arrivals' | 'messages' | 'faults' | 'providerKnobs'> {
  lanes: readonly Pick<Lane, 'id' | 'settings'>[];
}

/** Throws UserError that names the experiments or each knob that differs: a difference would be the knobs', not the system's. */
export function refuseOthers(before: Asked, after: Asked): void {
  if (before.experiment !== after.experiment)
    throw new UserError(`These are runs of different experiments: ${before.experiment} and ${after.experiment}.`, EXIT.usage);
  const knobs = [...new Set([...Object.keys(before.knobs), ...Object.keys(after.knobs)])];
  const differing = knobs.filter((knob) => !isDeepStrictEqual(json(before.knobs[knob]), json(after.knobs[knob])));
  const said = differing.map((knob) => `--${kebab(knob)} ${shown(before.knobs[knob])} before, ${shown(after.knobs[knob])} now`);
  // what a newer version of the experiment makes of the same knobs
  if (said.length === 0)
    for (const part of ['arrivals', 'messages', 'faults', 'providerKnobs'] as const)
      if (!isDeepStrictEqual(json(before[part] ?? {}), json(after[part] ?? {})))
        said.push(`${part} ${shown(before[part])} before, ${shown(after[part])} now`);
  for (const lane of shared(before, after)) {
    const [was, is] = [before, after].map(({ lanes }) => lanes.find(({ id }) => id === lane)?.settings ?? {}) as Record<string, unknown>[];
    for (const setting of Object.keys({ ...was, ...is }))
      if (!isDeepStrictEqual(was?.[setting], is?.[setting]))
        said.push(`${setting} of ${lane} ${shown(was?.[setting])} before, ${shown(is?.[setting])} now`);
  }
  if (said.length > 0) throw new UserError(`These runs can't be compared, their knobs differ: ${said.join('; ')}.`, EXIT.usage);
  if (shared(before, after).length === 0) throw new UserError('These runs have no lane in common.', EXIT.usage);
}

const json = (value: unknown): unknown => (value === undefined ? undefined : JSON.parse(JSON.stringify(value)));
/** A recorded load may be long. */
const shown = (value: unknown): string => {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'unset');
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
};
const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const shared = (before: Pick<Asked, 'lanes'>, after: Pick<Asked, 'lanes'>): string[] =>
  after.lanes.map(({ id }) => id).filter((id) => before.lanes.some((lane) => lane.id === id));

/** What changed from one run to another of the same experiment with the same knobs. */
export function against(before: Run, after: Run): Against {
  refuseOthers(before, after);
  const pairs = pairsOf(figuresOf(before), figuresOf(after));
  const late = [refusal(before) && 'the run before', refusal(after) && 'this run'].filter(Boolean);
  const once = [before.repetitions < 2 && 'the run before', after.repetitions < 2 && 'this run'].filter(Boolean);
  const refused =
    late.length > 0
      ? `No times are compared: in ${late.join(' and in ')} the load generator fell behind.`
      : once.length > 0
        ? `No times are compared: of ${once.join(' and of ')} there is one repetition, which says nothing about noise.`
        : undefined;
  return {
    before: { at: before.at, target: before.target.title },
    after: { at: after.at, target: after.target.title },
    lanes: pairs.map(([, { lane }]) => lane.title),
    changes: refused ? [] : changesOf(pairs),
    ledger: pairs.flatMap(ledgerChanges),
    caveats: caveatsOf(before, after),
    refused,
  };
}

type Pair = readonly [LaneFigures, LaneFigures];

const pairsOf = (before: readonly LaneFigures[], after: readonly LaneFigures[]): Pair[] =>
  after.flatMap((now) => {
    const was = before.find(({ lane }) => lane.id === now.lane.id);
    return was ? [[was, now] as const] : [];
  });

function changesOf(pairs: readonly Pair[]): Change[] {
  const all = pairs.flatMap(([was, now]) =>
    (Object.keys(MEASURES) as Measure[]).flatMap((measure) =>
      COMPARED.flatMap((quantile) => {
        const [a, b] = [was, now].map(({ times }) => times[measure][quantile].byRepetition.map(({ ms }) => ms)) as [number[], number[]];
        const found = welch(a, b, MEASURES[measure].stepMs);
        if (!found) return [];
        const before = a.reduce((sum, ms) => sum + ms, 0) / a.length;
        return [{ lane: now.lane.title, measure, quantile, before, after: before + found.mean, ...found }];
      }),
    ),
  );
  const certain = holm(all.map(({ p }) => p));
  return all.map((one, i): Change => ({ ...one, changed: certain[i] ? 'certain' : one.p < 0.05 ? 'perhaps' : 'no' }));
}

/** Counts, not estimates. Lost first. */
function ledgerChanges([was, now]: Pair): LedgerChange[] {
  const counts = ({ ledger }: LaneFigures) => ({ ...ledger.fates, twice: ledger.duplicates, sent: ledger.sent });
  const [before, after] = [counts(was), counts(now)];
  return (['lost', ...FATES.filter((fate) => fate !== 'lost'), 'twice', 'sent'] as const)
    .filter((what) => before[what] !== after[what])
    .map((what) => ({ lane: now.lane.title, what, before: before[what], after: after[what] }));
}

function caveatsOf(before: Run, after: Run): string[] {
  const differs = (what: string, of: (run: Run) => string | number) =>
    of(before) === of(after) ? [] : [`${what}: ${of(before)} before, ${of(after)} now`];
  const only = (one: Run, other: Run, when: string) => {
    const names = one.lanes.filter(({ id }) => !shared(one, other).includes(id)).map(({ title }) => title);
    return names.length > 0 ? [`only ${when}, and part of its load: ${names.join(', ')}`] : [];
  };
  return [
    ...differs('target', ({ target }) => target.title),
    ...differs('time scale', ({ target }) => target.timeScale),
    ...differs('machine', ({ machine }) => `${machine.model}, ${machine.cpus} CPUs`),
    ...differs('Node.js', ({ machine }) => machine.node),
    ...differs('seed', ({ seed }) => seed),
    ...differs('repetitions', ({ repetitions, plannedRepetitions: of }) => (of ? `${repetitions} of ${of} (interrupted)` : repetitions)),
    ...only(before, after, 'before'),
    ...only(after, before, 'now'),
  ];
}

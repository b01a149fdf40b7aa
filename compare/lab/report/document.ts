import { COUNTERS, type Counter } from '../../../third-party/shared/knobs.ts';
import { duration } from '../../report/format.ts';
import { at } from '../../simulate/quantiles.ts';
import { counted, figuresOf, type LaneFigures, MEASURES, type Measure } from '../figures.ts';
import { laneSettingsSchema } from '../lane.ts';
import { isOwn } from '../own/is-own.ts';
import { pricesFrom } from '../predict/cost.ts';
import { predictionsOf } from '../predict/predictions.ts';
import { valueText } from '../predict/text.ts';
import { twinOf } from '../predict/twin.ts';
import type { Run } from '../run.ts';
import type { Against } from './against.ts';
import { againstSentences } from './against-text.ts';
import type { Block, Cell, Document, Section } from './blocks.ts';
import { COMPARED, comparisons, refusal } from './comparisons.ts';
import { costCurves, costsOf } from './costs.ts';
import { findingsOf, noticeOf } from './findings.ts';
import { plusMinus } from './interval-text.ts';
import { ledgerTable } from './ledger-rows.ts';
import { clockOf, intervalNote, measureNotes, methodRows } from './method.ts';
import { bars, dollars } from './plots/bars.ts';
import { curves } from './plots/curves.ts';
import { dots } from './plots/dots.ts';
import { ecdf } from './plots/ecdf.ts';
import { ridges, when } from './plots/ridges.ts';
import { seriesOf } from './series.ts';
import { short } from './svg/scale.ts';
import { verdicts } from './verdicts.ts';

/** A run as a report: what was found first, then what it rests on, then how it was measured. From the run alone. */
export function documentOf(run: Run, against?: Against): Document {
  const figures = figuresOf(run);
  const refused = refusal(run);
  return {
    title: run.question,
    subtitle: `${run.experiment} on ${run.target.title}, ${run.lanes.length} lanes, ${run.repetitions} × ${run.messages} messages each, ${run.at.slice(0, 16).replace('T', ' ')} UTC`,
    clock: clockOf(run),
    sections: [
      found(run, figures, refused),
      ...(against ? [againstSection(against)] : []),
      ledger(run, figures),
      ...(refused
        ? []
        : [times(run, figures), overTime(run), costs(run, figures), reference(run, figures), predicted(run, figures)].filter(hasBlocks)),
      method(run),
    ],
  };
}

const MEASURE_NAMES = Object.keys(MEASURES) as Measure[];

const hasBlocks = ({ blocks }: Section) => blocks.length > 0;

function found(run: Run, figures: readonly LaneFigures[], refused: string | undefined): Section {
  const notice = noticeOf(run);
  const findings = refused ? [] : findingsOf(run);
  const differences = refused ? [] : comparisons(run, figures);
  const lanes: Block = {
    kind: 'table',
    head: ['', ''],
    rows: verdicts(run, figures).map(({ lane, text, bad }) => [lane, bad ? { text, tone: 'bad' } : text]),
    prose: [1],
  };
  const blocks: Block[] = [
    ...(refused ? [{ kind: 'alarm' as const, text: refused }] : []),
    ...(findings.length > 0 ? [{ kind: 'list' as const, items: findings }] : []),
    lanes,
    ...(differences.length > 0
      ? [
          { kind: 'text' as const, text: COMPARED },
          { kind: 'list' as const, items: differences },
        ]
      : []),
    ...(notice && !refused ? [{ kind: 'text' as const, text: notice }] : []),
  ];
  return { id: 'found', title: 'What was found', blocks };
}

function againstSection(against: Against): Section {
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

const COUNTED: Record<Counter, string> = {
  requests: 'requests',
  accepted: 'mails taken',
  duplicates: 'repeated requests, answered and not sent again',
  refusedDown: 'refused while down',
  refusedError: 'refused with an error',
  refusedRate: 'refused above its rate',
  refusedInvalid: 'refused as invalid',
  answersLost: 'taken, and answered with an error',
};

function ledger(run: Run, figures: readonly LaneFigures[]): Section {
  const { head, rows, leftOut } = ledgerTable(figures);
  const none = leftOut.length > 0 ? ` No message was ${leftOut.join(', ')}.` : '';
  const counts = COUNTERS.map((counter) => [counter, run.provider.reduce((sum, stats) => sum + (stats[counter] ?? 0), 0)] as const)
    .filter(([, count]) => count > 0)
    .map(([counter, count]) => `${COUNTED[counter]} ${count}`);
  return {
    id: 'ledger',
    title: 'Where every message is',
    blocks: [
      { kind: 'table', head, rows },
      {
        kind: 'text',
        text: isOwn(run)
          ? `Handled: there is a stamp. What has none, and is in no dead-letter queue that was named, counts as lost. Twice: stamps beyond a message’s first.${none}`
          : `Counted at the email provider and from outside, not by the code that handles messages; what nothing accounts for is lost. Twice: mails beyond a message’s first.${none}`,
      },
      ...(counts.length > 0
        ? [{ kind: 'text' as const, text: `What the email provider counted itself, over all repetitions: ${counts.join(', ')}.` }]
        : []),
    ],
  };
}

function times(run: Run, figures: readonly LaneFigures[]): Section {
  const distributions = (measure: Measure) => {
    const byLane = Map.groupBy(counted(run), ({ lane }) => lane);
    return run.lanes.map(({ id, title }) => ({
      title,
      values: (byLane.get(id) ?? [])
        .filter(({ fate, cold, entranceCold, fault }) => fate === 'handled' && !cold && !entranceCold && fault === undefined)
        .flatMap((row) => MEASURES[measure].ms(row) ?? []),
    }));
  };
  const table: Block = {
    kind: 'table',
    head: ['', ...MEASURE_NAMES.flatMap((name) => [`${name} p50`, 'p95', 'p99'])],
    rows: figures.map(({ lane, times }) => [
      lane.title,
      ...MEASURE_NAMES.flatMap((name) => [plusMinus(times[name][50]), duration(times[name][95].ms), duration(times[name][99].ms)]),
    ]),
  };
  return {
    id: 'times',
    title: 'How long it took',
    blocks: [
      {
        kind: 'plot',
        plot: dots(
          'trigger',
          'Trigger: handed over → first line of the consumer',
          figures.map(({ lane, times }, i) => ({
            ...{ title: lane.title, values: times.trigger },
            // of each mode once: a sweep's lanes have all the same
            reference: run.lanes.findIndex(({ mode }) => mode === lane.mode) === i ? twinOf(lane)?.triggerMs : undefined,
          })),
        ),
      },
      { kind: 'plot', plot: ecdf('trigger-distribution', 'Trigger: how many messages took at most so long', distributions('trigger')) },
      ...(isOwn(run)
        ? []
        : [
            {
              kind: 'plot' as const,
              plot: ecdf(
                'delivered-distribution',
                'Sent → the mail is there: how many messages took at most so long',
                distributions('delivered'),
              ),
            },
          ]),
      table,
      { kind: 'list', items: measureNotes(run).map(({ name, title }) => `${name}: ${title}`) },
      {
        kind: 'table',
        caption: 'beside the times',
        head: ['', 'cold starts', 'their trigger', 'a second', 'messages an invocation'],
        rows: figures.map(({ lane, cold, throughput, batch }) => [
          lane.title,
          String(cold.count),
          duration(cold.triggerMs),
          throughput.toFixed(1),
          batch === undefined ? '–' : batch.toFixed(2),
        ]),
      },
      { kind: 'text', text: intervalNote(run) },
    ],
  };
}

function overTime(run: Run): Section {
  const { binS, backlog, handling, provider } = seriesOf(run);
  const strip = (name: string, title: string, unit: string, lanes: typeof backlog): Block => ({
    kind: 'plot',
    plot: ridges(name, title, { lanes, binS, faults: run.faults, unit }),
  });
  return {
    id: 'over-time',
    title: 'Over time',
    blocks: [
      ...(run.faults.length > 0 ? [{ kind: 'text' as const, text: `What was made to go wrong: ${run.faults.map(when).join('; ')}.` }] : []),
      strip('backlog', 'Backlog: handed over, and not yet at the consumer that delivered it', 'messages', backlog),
      ...(isOwn(run)
        ? []
        : [
            strip('handling', 'Concurrency: messages in the hands of consumers', 'messages at once', handling),
            strip('provider', 'What the email provider took', 'mails a second', provider),
          ]),
      {
        kind: 'text',
        text: `Of the rows, in bins of ${short(binS)} s: strong the mean of the repetitions, pale the largest. Attempts that failed are not in them; messages that never arrived stay in the backlog.`,
      },
    ],
  };
}

function predicted(run: Run, figures: readonly LaneFigures[]): Section {
  const all = predictionsOf(run, figures);
  const rows = all.map(({ lane, what, predicted, measured, unit, formula, why }, i): Cell[] => [
    lane === all[i - 1]?.lane ? '' : lane,
    what,
    valueText(predicted, unit),
    valueText(measured, unit),
    { text: formula, tone: 'quiet' },
    why,
  ]);
  const blocks: Block[] = [{ kind: 'table', head: ['', 'what', 'predicted', 'measured', 'formula', 'the gap'], rows, prose: [1, 4, 5] }];
  return { id: 'predicted', title: 'Predicted and measured', blocks: rows.length > 0 ? blocks : [] };
}

function costs(run: Run, figures: readonly LaneFigures[]): Section {
  const all = costsOf(run, figures);
  const [first] = all;
  if (!first) return { id: 'costs', title: 'Costs', blocks: [] };
  const rate = short(first.load.rate);
  return {
    id: 'costs',
    title: 'What it would cost on AWS',
    blocks: [
      {
        kind: 'plot',
        plot: bars(
          'costs',
          `Dollars a month at ${rate} messages a second`,
          `dollars a month at ${rate} messages a second`,
          all.map(({ lane, perMonth, idlePerMonth }) => ({ title: lane, used: Math.max(0, perMonth - idlePerMonth), idle: idlePerMonth })),
        ),
      },
      {
        kind: 'table',
        head: ['', 'a million messages', 'a month', 'of it idle', 'GB-s a message', 'invocations', 'most of it'],
        rows: all.map(({ lane, perMillion, perMonth, idlePerMonth, measured, lines }): Cell[] => [
          ...[lane, dollars(perMillion), dollars(perMonth), dollars(idlePerMonth)],
          ...[measured.gbSeconds.toPrecision(2), measured.invocations.toFixed(2)],
          [...lines].sort((a, b) => b.usd - a.usd)[0]?.item.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`) ?? '–',
        ]),
        prose: [6],
      },
      {
        kind: 'text',
        text: `${pricesFrom(all)}, no free tier; compare/cost/prices.json has each one’s source. Durations and invocations are those measured here, on this machine, those that failed among them; logs and traces are not in it.`,
      },
      ...costCurves(run, all).flatMap(({ name, cheapest, ...curve }): Block[] => [
        { kind: 'plot', plot: curves(`cost-by-${name}`, `Dollars a million messages by ${curve.axis}`, curve) },
        { kind: 'text', text: cheapest },
      ]),
    ],
  };
}

function reference(run: Run, figures: readonly LaneFigures[]): Section {
  const seen = new Set<string>();
  const rows = figures.flatMap(({ lane, times }): Cell[][] => {
    const twin = twinOf(lane);
    if (!twin || seen.has(lane.mode)) return [];
    seen.add(lane.mode);
    const aws = (share: number) => duration(at(twin.triggerMs, share));
    return [[lane.mode, duration(times.trigger[50].ms), aws(0.5), aws(0.9), aws(0.99), twin.source]];
  });
  if (rows.length === 0 || run.target.name === 'aws') return { id: 'reference', title: 'Real AWS', blocks: [] };
  return {
    id: 'reference',
    title: 'Beside it: real AWS, as others measured it',
    blocks: [
      { kind: 'table', head: ['', 'here p50', 'AWS p50', 'AWS p90', 'AWS p99', 'of AWS: who, where, when'], rows, prose: [5] },
      {
        kind: 'text',
        text: 'The trigger, warm and without a queue. These are other people’s figures of another machine: they show what a mode does on AWS, and are no part of this run.',
      },
    ],
  };
}

function method(run: Run): Section {
  return {
    id: 'method',
    title: 'How it was measured',
    blocks: [
      {
        kind: 'table',
        head: ['', ''],
        rows: methodRows(run).map(([what, how], i, all) => [what === all[i - 1]?.[0] ? '' : what, how]),
        prose: [1],
      },
      {
        kind: 'table',
        caption: 'the lanes',
        head: ['', 'the way', 'tried again by', 'settings that differ from the defaults'],
        rows: run.lanes.map((lane) => [lane.title, lane.how, lane.retries, settingsOf(lane)]),
        prose: [1, 2, 3],
      },
      {
        kind: 'text',
        text: 'Every figure can be computed again from rows.csv, a row a message and consumer; run.json has the same rows and everything else, and `pushpull compare report <folder>` makes this report of it.',
      },
    ],
  };
}

/** What distinguishes the lane from one that nobody has set anything of. */
function settingsOf({ settings }: Run['lanes'][number]): string {
  const usual: Record<string, unknown> = laneSettingsSchema.parse({});
  const own = Object.entries(settings).filter(([name, value]) => value !== usual[name]);
  return own.map(([name, value]) => `${name} ${value}`).join(', ') || 'none';
}

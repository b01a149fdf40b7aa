import { styleText } from 'node:util';
import { duration } from '../../report/format.ts';
import { wrapped } from '../../report/wrap.ts';
import { figuresOf, type LaneFigures, MEASURES, type Measure } from '../figures.ts';
import { costLines } from '../predict/cost-text.ts';
import { predictionsOf } from '../predict/predictions.ts';
import { predictionLines } from '../predict/text.ts';
import type { Run } from '../run.ts';
import type { Against } from './against.ts';
import { againstLines } from './against-lines.ts';
import type { Cell } from './blocks.ts';
import { COMPARED, comparisons, MANY, refusal } from './comparisons.ts';
import { findingsOf } from './findings.ts';
import { plusMinus } from './interval-text.ts';
import { ledgerTable } from './ledger-rows.ts';
import { clockOf, interruptedNote, intervalNote, latenessNote, measureNotes } from './method.ts';
import { when } from './plots/ridges.ts';
import { type Paint, textTable } from './text-table.ts';
import { verdicts } from './verdicts.ts';

export interface TerminalOptions {
  colour: boolean;
  /** Of the terminal; what is wider is broken. */
  columns: number;
  against?: Against | undefined;
}

/** A run as a person reads it in a terminal: the clock first, times and ledger, then what was found in sentences. */
export function terminalText(run: Run, { colour, columns, against }: TerminalOptions): string {
  const paint: Paint = (format, text) => (colour ? styleText(format, text, { validateStream: false }) : text);
  const width = Math.max(60, Math.min(columns, 120));
  const figures = figuresOf(run);
  const refused = refusal(run);
  const say = (text: string, hang = 0) => wrapped(text, width, hang);
  const alone = run.loads.some(({ lanes }) => lanes.length < run.lanes.length);
  const lines = [
    ...say(run.question).map((line) => paint('bold', line)),
    ...say(
      `${run.experiment} on ${run.target.title}: ${run.lanes.length === 1 ? '1 lane' : `${run.lanes.length} lanes ${alone ? 'one after another' : 'interleaved'}`}, ${run.repetitions} × ${run.messages} messages each.`,
    ),
    ...(run.plannedRepetitions ? say(`This run was ${interruptedNote(run)}.`).map((line) => paint('yellow', line)) : []),
    ...say(clockOf(run)).map((line) => paint('dim', line)),
    ...(run.faults.length > 0
      ? say(`What was made to go wrong: ${run.faults.map((fault) => when(fault, run.target.timeScale)).join('; ')}.`)
      : []),
    ...say(`The target’s own settings: ${run.target.settings.join('; ')}.`).map((line) => paint('dim', line)),
    '',
  ];
  if (refused) lines.push(...say(refused).map((line) => paint(['bold', 'red'], line)), '');
  else {
    lines.push(...timesTables(figures, width, paint), '');
    lines.push(...measureNotes(run).map(({ name, title }) => paint('dim', `${name.padEnd(9)}  ${title}`)));
    lines.push(...say(intervalNote(run)).map((line) => paint('dim', line)), '');
  }
  const { head, rows, leftOut } = ledgerTable(figures);
  lines.push(...textTable({ groups: [{ head, rows }], width, paint }));
  if (leftOut.length > 0) lines.push(paint('dim', `No message was ${leftOut.join(', ')}.`));
  lines.push('');
  const all = verdicts(run, figures);
  const name = Math.min(40, Math.max(...all.map(({ lane }) => lane.length)));
  for (const { lane, text, bad } of all)
    lines.push(...say(`${lane.padEnd(name)}  ${text}`, name + 2).map((line) => (bad ? paint('red', line) : line)));
  const findings = findingsOf(run, refused === undefined);
  if (findings.length > 0) lines.push('', ...findings.flatMap((text) => say(`• ${text}`, 2)));
  if (!refused) {
    const differences = comparisons(run, figures).flatMap((text) => say(`• ${text}`, 2));
    if (differences.length > 0) lines.push('', ...say(COMPARED), ...differences);
    // of many lanes too much to read: it is in the other reports
    if (figures.length <= MANY) lines.push(...below(predictionLines(predictionsOf(run, figures), width, paint)));
    lines.push(...below(costLines(run, figures, width, paint)));
  }
  if (against) lines.push('', ...againstLines(against, width, paint));
  return [...lines, '', ...say(latenessNote(run)).map((line) => paint('dim', line))].join('\n');
}

const below = (lines: readonly string[]) => (lines.length > 0 ? ['', ...lines] : []);

function timesTables(figures: readonly LaneFigures[], width: number, paint: Paint): string[] {
  const measure = (name: Measure) => ({
    head: ['', `${name} p50`, 'p95', 'p99'],
    rows: figures.map(({ lane, times }): Cell[] => [
      lane.title,
      plusMinus(times[name][50]),
      duration(times[name][95].ms),
      duration(times[name][99].ms),
    ]),
  });
  const beside = {
    head: ['', 'cold: consumer', 'entrance', 'a second'],
    rows: figures.map(({ lane, cold, throughput }): Cell[] => [
      lane.title,
      String(cold.consumer),
      String(cold.entrance),
      throughput?.toFixed(1) ?? '–',
    ]),
  };
  return textTable({ groups: [...(Object.keys(MEASURES) as Measure[]).map(measure), beside], width, paint });
}

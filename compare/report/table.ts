import { styleText } from 'node:util';
import CliTable from 'cli-table3';
import type { Figures } from '../figures.ts';
import type { Spread } from '../measures.ts';
import { FATES } from '../rows.ts';
import { duration } from './format.ts';

export interface TableOptions {
  colour: boolean;
  /** Virtual seconds a real second. */
  timeScale: number;
}

type Line = [label: string, ...cells: string[]];

const HOPS_SEEN = [
  'Real time, after a warm-up; cold starts include its own. Cold starts and',
  'retries are those of the Users functions and of the messages to them.',
];
const HOPS_UNSEEN = [
  'Real time, after a warm-up. This target shows no hops: cold starts and retries',
  'are unknown (–), and fates are told from mails, answers and dead letters.',
];

/** One table, a column a mode; the ledger below it, and what was found in a sentence a mode. */
export function comparisonTable(figures: readonly Figures[], { colour, timeScale }: TableOptions): string {
  const paint = (format: Parameters<typeof styleText>[0], text: string) =>
    colour ? styleText(format, text, { validateStream: false }) : text;
  const row = (label: string, cell: (figure: Figures) => string): Line => [label, ...figures.map(cell)];
  const spreadRows = (label: string, pick: (figure: Figures) => Spread): Line[] => [
    row(`${label.padEnd(13)} p50`, (figure) => duration(pick(figure).p50)),
    row(`${''.padEnd(13)} p95`, (figure) => duration(pick(figure).p95)),
    row(`${''.padEnd(13)} p99`, (figure) => duration(pick(figure).p99)),
  ];
  const lost = (count: number) => (count > 0 ? paint(['bold', 'red'], String(count)) : '0');
  const groups: Line[][] = [
    spreadRows('answered', (figure) => figure.answerMs),
    spreadRows('trigger', (figure) => figure.triggerMs),
    spreadRows('handled', (figure) => figure.handledMs),
    spreadRows('delivered', (figure) => figure.deliveredMs),
    [
      row('mails a second', (figure) => figure.throughput.toFixed(1)),
      row('cold starts', (figure) => (figure.coldStarts === undefined ? '–' : String(figure.coldStarts))),
      row('retries', (figure) => (figure.retries === undefined ? '–' : String(figure.retries))),
      row('duplicate mails', (figure) => String(figure.ledger.duplicates)),
    ],
    [
      row('sent', (figure) => String(figure.ledger.sent)),
      ...FATES.map((fate, i) =>
        row(`  ${i === 0 ? '=' : '+'} ${fate}`, (figure) =>
          fate === 'lost' ? lost(figure.ledger.fates.lost) : String(figure.ledger.fates[fate]),
        ),
      ),
      row('ledger', (figure) => (figure.ledger.addsUp ? paint('green', 'adds up') : paint(['bold', 'red'], 'WRONG'))),
    ],
  ];
  const table = new CliTable({
    head: ['', ...figures.map((figure) => figure.mode)],
    style: { head: colour ? ['bold'] : [], border: [], compact: true },
    colAligns: ['left', ...figures.map(() => 'right' as const)],
    colWidths: [20, ...figures.map(() => 13)],
  });
  const blank: Line = ['', ...figures.map(() => '')];
  for (const [i, lines] of groups.entries()) table.push(...(i === 0 ? lines : [blank, ...lines]));
  const late = Math.max(...figures.map((figure) => figure.latenessMs));
  const notes = [
    'answered   sent → the caller has its answer',
    'trigger    handed over by Photos → first line of the Users handler',
    'handled    sent → first line of the Users handler, at the try that delivered',
    'delivered  sent → the email service has the mail',
    ...(figures.some(({ retries }) => retries === undefined) ? HOPS_UNSEEN : HOPS_SEEN),
    `The stack's clock (visibility, retries) runs at ×${timeScale}.`,
    `The load generator was late by ${duration(late)} at worst.`,
  ];
  return [table.toString(), ...notes.map((line) => paint('dim', line))].join('\n');
}

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

/** One table, a column a mode; the ledger below it, and what was found in a sentence a mode. */
export function comparisonTable(figures: readonly Figures[], { colour, timeScale }: TableOptions): string {
  const paint = (format: Parameters<typeof styleText>[0], text: string) =>
    colour ? styleText(format, text, { validateStream: false }) : text;
  const row = (label: string, cell: (figure: Figures) => string): Line => [label, ...figures.map(cell)];
  const spreadRow = (label: string, pick: (figure: Figures) => Spread) =>
    row(label, (figure) => {
      const { p50, p95, p99 } = pick(figure);
      return p50 === undefined ? '–' : `${duration(p50)} · ${duration(p95)} · ${duration(p99)}`;
    });
  const lost = (count: number) => (count > 0 ? paint(['bold', 'red'], String(count)) : '0');
  const table = new CliTable({
    head: ['', ...figures.map((figure) => figure.mode)],
    style: { head: colour ? ['bold'] : [], border: [] },
    colAligns: ['left', ...figures.map(() => 'right' as const)],
  });
  const lines: Line[] = [
    spreadRow('answer to the caller', (figure) => figure.answerMs),
    spreadRow('trigger', (figure) => figure.triggerMs),
    spreadRow('handled', (figure) => figure.handledMs),
    spreadRow('delivered', (figure) => figure.deliveredMs),
    row('mails a second', (figure) => figure.throughput.toFixed(1)),
    row('cold starts', (figure) => String(figure.coldStarts)),
    row('retries', (figure) => String(figure.retries)),
    row('duplicate mails', (figure) => String(figure.ledger.duplicates)),
    row('sent', (figure) => String(figure.ledger.sent)),
    ...FATES.map((fate, i) =>
      row(`  ${i === 0 ? '=' : '+'} ${fate}`, (figure) =>
        fate === 'lost' ? lost(figure.ledger.fates.lost) : String(figure.ledger.fates[fate]),
      ),
    ),
    row('ledger', (figure) => (figure.ledger.addsUp ? paint('green', 'adds up') : paint(['bold', 'red'], 'DOES NOT ADD UP'))),
  ];
  for (const line of lines) table.push(line);
  const late = Math.max(...figures.map((figure) => figure.latenessMs));
  return [
    table.toString(),
    paint(
      'dim',
      'times: p50 · p95 · p99 in real time; trigger: handed over → first line of the handler; handled, delivered: from the send, at the try that delivered',
    ),
    paint(
      'dim',
      `clock ×${timeScale}: waits of the stack (visibility, retries) take 1/${timeScale} of their time; load generator late by at most ${duration(late)}`,
    ),
  ].join('\n');
}

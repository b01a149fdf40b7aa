import type { Plot } from './svg/plot.ts';

/** A cell of a table; the tone is never the only sign of what it says. */
export type Cell = string | { text: string; tone: 'bad' | 'good' | 'quiet' };

/** What a report is made of, whatever it is written in. */
export type Block =
  | { kind: 'text'; text: string }
  /** What nobody may overlook. */
  | { kind: 'alarm'; text: string }
  | { kind: 'list'; items: readonly (string | { text: string; tone: 'bad' })[] }
  /** The first column names the row; the others are numbers unless `prose` has their place. */
  | { kind: 'table'; caption?: string; head: readonly string[]; rows: readonly (readonly Cell[])[]; prose?: readonly number[] }
  | { kind: 'plot'; plot: Plot };

export interface Section {
  id: string;
  title: string;
  blocks: readonly Block[];
}

/** A whole report; `html.ts` and `markdown.ts` write it down. */
export interface Document {
  title: string;
  /** In a line: which experiment, where, when, how much. */
  subtitle: string;
  /** What all its times are: the one definition of the clock. */
  clock: string;
  sections: readonly Section[];
}

export const textOf = (cell: Cell): string => (typeof cell === 'string' ? cell : cell.text);

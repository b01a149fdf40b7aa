import type { styleText } from 'node:util';
import { type Cell, textOf } from './blocks.ts';

export type Paint = (format: Parameters<typeof styleText>[0], text: string) => string;

/** Columns that belong together, the first of which names the row: it is repeated wherever a table must be broken. */
export interface Group {
  head: readonly string[];
  rows: readonly (readonly Cell[])[];
}

const GAP = 2;
const TONES = { bad: ['bold', 'red'], good: 'green', quiet: 'dim' } as const;

/** Tables of text: as many groups beside one another as there is room for, the others below. */
export function textTable({ groups, width, paint }: { groups: readonly Group[]; width: number; paint: Paint }): string[] {
  const lines: string[] = [];
  let beside: Group[] = [];
  const flush = () => {
    if (beside.length === 0) return;
    if (lines.length > 0) lines.push('');
    lines.push(...print(beside, paint));
    beside = [];
  };
  for (const group of groups.flatMap((one) => split(one, width))) {
    if (beside.length > 0 && widthOf([...beside, group]) > width) flush();
    beside.push(group);
  }
  flush();
  return lines;
}

/** A group that is too wide by itself, in several with as many of its columns as have room, one at least. */
function split(group: Group, width: number): Group[] {
  const parts: number[][] = [];
  for (let column = 1; column < group.head.length; column++) {
    const last = parts.at(-1);
    if (last && widthOf([pick(group, [...last, column])]) <= width) last.push(column);
    else parts.push([column]);
  }
  return parts.map((columns) => pick(group, columns));
}

const pick = ({ head, rows }: Group, columns: readonly number[]): Group => ({
  head: [0, ...columns].map((column) => head[column] ?? ''),
  rows: rows.map((row) => [0, ...columns].map((column) => row[column] ?? '')),
});

function columnsOf(groups: readonly Group[]): { head: string; cells: Cell[]; width: number }[] {
  return groups
    .flatMap(({ head, rows }, g) => head.map((text, c) => ({ head: text, cells: rows.map((row) => row[c] ?? ''), drop: g > 0 && c === 0 })))
    .filter(({ drop }) => !drop)
    .map(({ head, cells }) => ({ head, cells, width: Math.max(head.length, ...cells.map((cell) => textOf(cell).length)) }));
}

const widthOf = (groups: readonly Group[]) => columnsOf(groups).reduce((sum, { width }) => sum + width + GAP, -GAP);

function print(groups: readonly Group[], paint: Paint): string[] {
  const columns = columnsOf(groups);
  const place = (text: string, column: number, width: number) => (column === 0 ? text.padEnd(width) : text.padStart(width));
  const cell = (value: Cell, column: number, width: number) => {
    const text = place(textOf(value), column, width);
    return typeof value === 'string' ? text : paint([...[TONES[value.tone]].flat()], text);
  };
  const head = columns.map(({ head, width }, i) => paint('bold', place(head, i, width))).join(' '.repeat(GAP));
  const rows = (columns[0]?.cells ?? []).map((_, r) =>
    columns.map(({ cells, width }, i) => cell(cells[r] ?? '', i, width)).join(' '.repeat(GAP)),
  );
  return [head, ...rows].map((line) => line.trimEnd());
}

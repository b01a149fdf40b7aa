import fc from 'fast-check';
import { expect, test } from 'vitest';
import { COLUMNS, type Row, toCsv } from './row.ts';
import { rowOf } from './testing.ts';

/** As anyone would read it: RFC 4180. */
function fromCsv(text: string): string[][] {
  const lines: string[][] = [[]];
  let cell = '';
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const char = text[i] as string;
    if (quoted && char === '"' && text[i + 1] === '"') cell += text[++i];
    else if (char === '"') quoted = !quoted;
    else if (!quoted && (char === ',' || char === '\r')) {
      lines.at(-1)?.push(cell);
      cell = '';
      if (char === '\r') lines.push([]);
    } else if (quoted || char !== '\n') cell += char;
  }
  return lines.slice(0, -1);
}

/** Undefined is an empty cell, as is an empty text: these columns' values are never empty. */
const text = fc.string({ minLength: 1, unit: 'binary' });
const ms = fc.integer({ min: 0, max: 2 ** 42 }).map((n) => n / 1000);

const anyRow: fc.Arbitrary<Row> = fc
  .record(
    {
      ...{ lane: text, repetition: fc.nat(), id: text, copy: fc.nat(), traceId: text, group: text, sequence: fc.integer(), fault: text },
      ...{
        intendedAt: ms,
        sentAt: ms,
        answeredAt: ms,
        handedOverAt: ms,
        handledAt: ms,
        deliveredAt: ms,
        accepted: fc.boolean(),
        error: text,
      },
      ...{ cold: fc.boolean(), environment: text, batch: fc.nat(), receiveCount: fc.nat(), mails: fc.nat() },
      fate: fc.constantFrom<Row['fate'][]>('handled', 'lost', 'dead-lettered'),
    },
    { requiredKeys: ['lane', 'repetition', 'id', 'copy', 'traceId', 'intendedAt', 'sentAt', 'answeredAt', 'accepted', 'mails', 'fate'] },
  )
  .map((row) => row as Row);

test('rows.csv holds every cell of every row, whatever is in it', () => {
  fc.assert(
    fc.property(fc.array(anyRow, { maxLength: 5 }), (rows) => {
      const [head, ...lines] = fromCsv(toCsv(rows));
      expect(head).toEqual([...COLUMNS]);
      expect(lines).toEqual(rows.map((row) => COLUMNS.map((column) => (row[column] === undefined ? '' : String(row[column])))));
    }),
  );
});

test('no column is missing', () => {
  const full = { ...rowOf({ lane: 'Push' }), group: 'g', sequence: 1, fault: 'throw×1', error: 'e', messageId: 'm', receiveCount: 1 };
  expect(new Set(COLUMNS)).toEqual(new Set([...Object.keys(full), ...COLUMNS]));
});

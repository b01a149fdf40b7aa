import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EXIT } from '../../errors.ts';
import { toCsv } from '../row.ts';
import { BEGAN, rowOf } from '../testing.ts';
import { recordedArrivals, recordedTimes } from './recorded.ts';

test('a JSON list of milliseconds, or of dates', () => {
  expect(recordedTimes('[5, 30, 10]')).toEqual([0, 5, 25]);
  expect(recordedTimes('["2026-03-01T12:00:01Z", "2026-03-01T12:00:00Z"]')).toEqual([0, 1000]);
});

test('CSV: a column of a known name, else the first', () => {
  expect(recordedTimes('path,time\n/a,100\n/b,250\n')).toEqual([0, 150]);
  expect(recordedTimes('100\r\n130\r\n')).toEqual([0, 30]);
  expect(recordedTimes('"2026-03-01T12:00:00Z","GET"\n"2026-03-01T12:00:02Z","GET"')).toEqual([0, 2000]);
});

test('the rows.csv of another run', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(60_000), { minLength: 1 }), (offsets) => {
      const rows = offsets.map((ms) => rowOf({ lane: 'Push', intendedAt: BEGAN + ms, error: 'one, "two"' }));
      const first = Math.min(...offsets);
      expect(recordedTimes(toCsv(rows))).toEqual(offsets.sort((a, b) => a - b).map((ms) => ms - first));
    }),
  );
});

test('of a rows.csv one lane, one repetition, and each message once: the load as it was, no warm-up', () => {
  const rows = [0, 1, 2].flatMap((repetition) =>
    ['Push', 'Pull'].flatMap((lane, place) =>
      [0, 1, 2].flatMap((index) =>
        [0, 1].map((copy) => {
          const intendedAt = BEGAN + repetition * 60_000 + index * (100 + repetition) + place * 30;
          return rowOf({ lane, repetition, copy, id: `m${index}`, intendedAt, error: 'two\r\nlines, "quoted"' });
        }),
      ),
    ),
  );
  expect(recordedTimes(toCsv(rows))).toEqual([0, 101, 202]);
  expect(() => recordedTimes(toCsv(rows.filter(({ repetition }) => repetition === 0)))).toThrow(/no times/);
});

test.each(['[]', '', '[1, "soon"]', 'time\nsoon'])('what has no times is refused: %j', (text) => {
  expect(() => recordedTimes(text)).toThrow(/no time/);
});

test('a file that is not there is an error of usage', async () => {
  await expect(recordedArrivals('/nowhere/at/all.csv')).rejects.toMatchObject({ exitCode: EXIT.usage });
});

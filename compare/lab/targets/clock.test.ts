import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BEGAN, rowOf, runOf } from '../testing.ts';
import { clockOffset, clockText } from './clock.ts';

test('the offset is found, within its stated error, whatever the ways there and back take', () => {
  const ms = (max: number) => fc.double({ min: 0.1, max, noNaN: true });
  fc.assert(
    fc.property(
      fc.array(fc.tuple(ms(200), ms(50), ms(200)), { minLength: 1 }),
      fc.double({ min: -5000, max: 5000, noNaN: true }),
      (ways, offset) => {
        const rows = ways.map(([there, inside, back], i) => {
          const sentAt = BEGAN + i * 100;
          const enteredAt = Math.floor(sentAt + there + offset);
          return {
            sentAt,
            enteredAt,
            acknowledgedAt: Math.floor(sentAt + there + inside + offset),
            answeredAt: sentAt + there + inside + back,
          };
        });
        const found = clockOffset(rows);
        // times since 1970 have no more digits than that
        expect(Math.abs((found?.ms ?? Number.NaN) - offset)).toBeLessThanOrEqual((found?.withinMs ?? 0) + 0.01);
      },
    ),
  );
});

test('machines that disagree leave the message with the shortest way', () => {
  const far = { sentAt: 0, enteredAt: 1000, acknowledgedAt: 1001, answeredAt: 40 };
  const near = { sentAt: 0, enteredAt: 502, acknowledgedAt: 503, answeredAt: 6 };
  const { ms, withinMs } = clockOffset([far, near]) ?? { ms: 0, withinMs: 0 };
  expect(Math.abs(ms - 500)).toBeLessThanOrEqual(withinMs);
  expect(withinMs).toBeLessThan(4);
});

test('on AWS the report says whose clock is whose and how far they are apart; on one machine there is one', () => {
  const row = rowOf({ lane: 'Push' });
  const ahead = { ...row, enteredAt: BEGAN + 252, handedOverAt: BEGAN + 253, acknowledgedAt: BEGAN + 257 };
  const aws = { name: 'aws' as const, title: 'AWS', timeScale: 1, settings: [] };
  expect(clockText(runOf([ahead], { target: aws }))).toMatch(/AWS’s was 25\d ms ahead \(±\d\.\d ms/);
  expect(clockText(runOf([row]))).toContain('share its clock');
});

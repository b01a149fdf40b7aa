import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decadesOf, linear, logarithmic, msLabel } from './scale.ts';

test('round values along a line', () => {
  const scale = linear([0, 23], [100, 560]);
  expect(scale.ticks.map(({ label }) => label)).toEqual(['0', '5', '10', '15', '20']);
  expect(scale.at(0)).toBe(100);
  expect(scale.at(23)).toBe(560);
  expect(scale.at(11.5)).toBe(330);
});

test('decades along a logarithmic one, and nothing below its lowest value', () => {
  const scale = logarithmic([1, 1000], [0, 300], msLabel);
  expect(scale.ticks.map(({ label }) => label)).toEqual(['1 ms', '3 ms', '10 ms', '30 ms', '100 ms', '300 ms', '1 s']);
  expect(scale.at(10)).toBeCloseTo(100, 9);
  expect(scale.at(0)).toBe(0);
});

test('every axis has from one tick to twelve, all of them on it', () => {
  const value = fc.double({ min: 1e-5, max: 1e7, noNaN: true });
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 20 }), (values) => {
      const domain = decadesOf(values, 1e-6);
      for (const scale of [logarithmic(domain, [0, 500]), linear([0, Math.max(...values)], [0, 500])]) {
        expect(scale.ticks.length).toBeGreaterThanOrEqual(1);
        expect(scale.ticks.length).toBeLessThanOrEqual(12);
        for (const { value } of scale.ticks) {
          expect(scale.at(value)).toBeGreaterThanOrEqual(-0.5);
          expect(scale.at(value)).toBeLessThanOrEqual(500.5);
        }
        for (const one of values) expect(scale.at(one)).toBeLessThanOrEqual(500.001);
      }
    }),
    // a little more than a step of the axis: found by chance
    { examples: [[[500018.9318647744, 0.0029997000299970002]]] },
  );
});

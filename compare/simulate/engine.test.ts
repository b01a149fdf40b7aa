import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createEngine } from './engine.ts';

it('runs events in order of time, then of planning, and none beyond the end', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 200 }), fc.integer({ min: 0, max: 50 }), (delays, until) => {
      const engine = createEngine();
      const seen: [number, number][] = [];
      for (const [i, delay] of delays.entries()) engine.after(delay, () => seen.push([engine.now(), i]));
      expect(engine.run(until)).toBe(seen.length);
      const due = delays.map((delay, i): [number, number] => [delay, i]).filter(([delay]) => delay <= until);
      expect(seen).toEqual(due.sort(([a, i], [b, j]) => a - b || i - j));
    }),
  );
});

it('takes what an event plans', () => {
  const engine = createEngine();
  const times: number[] = [];
  const again = () => {
    times.push(engine.now());
    if (times.length < 3) engine.after(10, again);
  };
  engine.after(5, again);
  engine.run(1000);
  expect(times).toEqual([5, 15, 25]);
});

import { expect, test } from 'vitest';
import { timeLeft } from './time-left.ts';

test('the load to come at first, then what repetitions really take', () => {
  let now = 1000;
  const left = timeLeft(3, 10_000, () => now);
  expect(left.text()).toBe('');
  left.begin(0);
  expect(left.text()).toBe(' · about 30 s left');
  now += 5000;
  left.begin(1);
  now += 4000;
  expect(left.text()).toBe(' · about 26 s left');
  // it takes 30 s instead of 10
  now += 26_000;
  expect(left.text()).toBe(' · about 20 s left');
  left.begin(2);
  expect(left.text()).toBe(' · about 60 s left');
  now += 30_000;
  left.begin(3);
  now += 31_000;
  expect(left.text()).toBe('');
});

test('minutes where it is long', () => {
  const left = timeLeft(10, 60_000, () => 0);
  left.begin(0);
  expect(left.text()).toBe(' · about 10 min left');
});

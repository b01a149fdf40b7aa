import { expect, test } from 'vitest';
import { checkPlan } from './check-plan.ts';
import { lane } from './lane.ts';

test('lanes with names of their own pass', () => {
  expect(() => checkPlan({ lanes: [lane('push'), lane('push', { batchSize: 1 }, 'push, 1')] })).not.toThrow();
});

test('no lanes, and two that would be deployed under one name, are refused', () => {
  expect(() => checkPlan({ lanes: [] })).toThrow('No lane is left');
  expect(() => checkPlan({ lanes: [lane('push', {}, 'push, 1'), lane('push', {}, 'push 1')] })).toThrow('(push, 1 and push 1)');
});

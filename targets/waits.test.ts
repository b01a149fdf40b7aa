import { expect, test } from 'vitest';
import { waitsOf } from './waits.ts';

test('the embedded stack says how it polls, and how fast its clock goes', () => {
  const text = waitsOf({ name: 'embedded', timeScale: 60 }).join('\n');
  expect(text).toMatch(/5 pollers with long polls of 20 s, 5 more every 1 s/);
  expect(text).toContain('60 times as fast');
  expect(waitsOf({ name: 'embedded', timeScale: 1 }).join()).not.toContain('as fast');
});

test('LocalStack is stated with the variables that it was started with', () => {
  const settings = { pollIntervalSeconds: 0.2, maxBackoffOnEmptySeconds: 3, maxBackoffOnErrorSeconds: 60 };
  const lines = waitsOf({ name: 'localstack', timeScale: 1, ...{ settings } });
  expect(lines).toContain('LAMBDA_EVENT_SOURCE_MAPPING_POLL_INTERVAL_SEC=0.2');
  expect(lines).toContain('LAMBDA_EVENT_SOURCE_MAPPING_MAX_BACKOFF_ON_EMPTY_POLL_SEC=3');
});

import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseSchedule } from './schedule.ts';
import { ACCOUNT, type Lab, REGION, startLab } from './testing.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await startLab();
});
afterAll(() => lab.end());

const next = (expression: string, after: string, times = 1): (string | undefined)[] => {
  const schedule = parseSchedule(expression);
  const found: (string | undefined)[] = [];
  let at: number | undefined = Date.parse(after);
  for (let i = 0; i < times && at !== undefined; i++) {
    at = schedule(at);
    found.push(at === undefined ? undefined : new Date(at).toISOString().slice(0, 16));
  }
  return found;
};

test.each<[string, string, string[]]>([
  ['rate(1 minute)', '2026-01-01T00:00:30Z', ['2026-01-01T00:01', '2026-01-01T00:02']],
  ['rate(2 hours)', '2026-01-01T00:00:00Z', ['2026-01-01T02:00', '2026-01-01T04:00']],
  ['cron(0 10 * * ? *)', '2026-01-01T10:00:00Z', ['2026-01-02T10:00', '2026-01-03T10:00']],
  ['cron(15 12 * * ? *)', '2026-01-01T10:00:00Z', ['2026-01-01T12:15']],
  ['cron(0 18 ? * MON-FRI *)', '2026-01-02T18:00:00Z', ['2026-01-05T18:00', '2026-01-06T18:00']],
  ['cron(0 8 1 * ? *)', '2026-01-02T00:00:00Z', ['2026-02-01T08:00', '2026-03-01T08:00']],
  ['cron(0/15 * * * ? *)', '2026-01-01T00:50:00Z', ['2026-01-01T01:00', '2026-01-01T01:15']],
  ['cron(5,35 14 * * ? *)', '2026-01-01T14:05:00Z', ['2026-01-01T14:35', '2026-01-02T14:05']],
  ['cron(15 10 ? * 6L 2026-2027)', '2026-01-01T00:00:00Z', ['2026-01-30T10:15', '2026-02-27T10:15']],
  ['cron(0 2 ? * SAT#3 *)', '2026-01-01T00:00:00Z', ['2026-01-17T02:00', '2026-02-21T02:00']],
  ['cron(0 0 L * ? *)', '2026-02-01T00:00:00Z', ['2026-02-28T00:00', '2026-03-31T00:00']],
  ['cron(0 0 15W * ? *)', '2026-02-01T00:00:00Z', ['2026-02-16T00:00']],
  ['cron(0 0 1W * ? *)', '2026-08-01T00:00:00Z', ['2026-08-03T00:00']],
  ['cron(0 0 29 FEB ? *)', '2026-01-01T00:00:00Z', ['2028-02-29T00:00']],
])('%s after %s', (expression, after, expected) => {
  expect(next(expression, after, expected.length)).toEqual(expected);
});

test('a year that is over never comes', () => {
  expect(next('cron(0/5 5 ? JAN 2-6 2022)', '2026-01-01T00:00:00Z')).toEqual([undefined]);
});

test.each([
  'rate(1 minutes)',
  'rate(2 minute)',
  'rate(0 minutes)',
  'rate(1 second)',
  'cron(INVALID)',
  'cron(0 dummy ? * MON-FRI *)',
  'cron(7 20 * * NOT *)',
  'cron(71 8 1 * ? *)',
  'cron(0 1 * * * *)',
  'cron(0 1 ? * ? *)',
  'at(2026-01-01T00:00:00)',
])('%s is no schedule', (expression) => {
  expect(() => parseSchedule(expression)).toThrow('Parameter ScheduleExpression is not valid.');
});

test('every minute that a cron expression names comes, and no other', () => {
  const list = (most: number) => fc.uniqueArray(fc.integer({ min: 0, max: most }), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(list(59), list(23), fc.integer({ min: 0, max: 2879 }), (minutes, hours, start) => {
      const base = Date.UTC(2026, 0, 1);
      const schedule = parseSchedule(`cron(${minutes.join(',')} ${hours.join(',')} * * ? *)`);
      const expected = Array.from({ length: 2880 }, (_, i) => i).filter(
        (i) => i > start && minutes.includes(i % 60) && hours.includes(Math.floor(i / 60) % 24),
      );
      const found: number[] = [];
      for (let at = schedule(base + start * 60_000); at !== undefined && at < base + 2880 * 60_000; at = schedule(at))
        found.push((at - base) / 60_000);
      expect(found).toEqual(expected);
    }),
    { numRuns: 50 },
  );
});

test('a scheduled rule sends its event by the clock, until it is disabled', async () => {
  const arn = await lab.queue('q');
  const { RuleArn } = await lab.events.putRule({ Name: 'tick', ScheduleExpression: 'rate(5 minutes)' });
  await lab.events.putTargets({ Rule: 'tick', Targets: [{ Id: 'q', Arn: arn }] });
  await lab.clock.advance(299_000);
  expect(lab.emulator.events.since(0).filter(({ type }) => type === 'events.scheduled')).toEqual([]);
  await lab.clock.advance(301_000);
  await lab.hops('events.delivered', 2);
  await lab.events.disableRule({ Name: 'tick' });
  await lab.clock.advance(3_600_000);
  const messages = (await lab.receive(arn)).map(({ Body }) => JSON.parse(Body ?? ''));
  expect(messages).toHaveLength(2);
  expect(messages[0]).toEqual({
    version: '0',
    id: expect.any(String),
    'detail-type': 'Scheduled Event',
    source: 'aws.events',
    account: ACCOUNT,
    time: expect.any(String),
    region: REGION,
    resources: [RuleArn],
    detail: {},
  });
  expect(Math.abs(Date.parse(messages[1].time) - Date.parse(messages[0].time))).toBe(300_000);
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { parseArn } from './arn.ts';
import { ownConfigSchema, readOwnConfig } from './config.ts';
import { estimateOwn } from './estimate.ts';
import { stampOf } from './stamps.ts';
import { fill } from './template.ts';

const folder = mkdtempSync(join(tmpdir(), 'pushpull-own-config-'));
afterAll(() => rmSync(folder, { recursive: true }));

const queue = 'arn:aws:sqs:eu-west-1:111122223333:orders';
const lane = { title: 'orders', arn: queue, stamp: { log: { group: 'g', pattern: '(?<id>.+)' } } };

/** What is said of a file with that in it. */
async function complaint(content: unknown): Promise<string> {
  const file = join(folder, 'mine.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return readOwnConfig(file).then(
    () => '',
    (error: Error) => error.message,
  );
}

describe('a configuration', () => {
  test('needs little more than an ARN and a way to read a stamp', async () => {
    expect(await complaint({ lanes: [lane] })).toBe('');
  });

  test.each([
    ['{', 'is not JSON'],
    [{ lanes: [] }, 'lanes: '],
    [{ lanes: [{ ...lane, arn: 'orders' }] }, 'lanes[0].arn: "orders" is no ARN'],
    [{ lanes: [{ ...lane, arn: 'arn:aws:kinesis:eu-west-1:111122223333:stream/s' }] }, 'nothing can be sent to kinesis'],
    [{ lanes: [{ ...lane, stamp: {} }] }, 'lanes[0].stamp: say one way'],
    [{ lanes: [{ ...lane, stamp: { log: { group: 'g', pattern: 'x' } } }] }, 'lanes[0].stamp.log.pattern: it has no group (?<id>…)'],
    [{ lanes: [{ ...lane, stamp: { log: { group: 'g', pattern: '(' } } }] }, 'lanes[0].stamp.log.pattern: Invalid regular expression'],
    [{ lanes: [{ ...lane, stamp: { dynamodb: { table: 'Orders', key: { pk: 'x' }, stamp: 's' } } }] }, 'lanes[0].stamp.dynamodb.key'],
    [{ lanes: [{ ...lane, body: '{{name}} {{id}}' }] }, 'lanes[0].body: there is no {{name}}'],
    [{ lanes: [{ ...lane, body: 'hello' }] }, 'nothing in its message holds {{id}}'],
    [{ lanes: [lane, lane] }, 'lanes[1]: there is a lane orders already'],
    [{ lanes: [{ ...lane, deadLetters: ['arn:aws:sns:eu-west-1:111122223333:t'] }] }, 'lanes[0].deadLetters[0]: it is no queue'],
    [{ lanes: [lane], rates: 3 }, 'rates'],
  ])('%j is refused, and where it is wrong is named', async (content, said) => {
    expect(await complaint(content)).toContain(said);
  });

  test('of which the dearest part is estimated: looking for stamps that never come', () => {
    const table = { ...lane, stamp: { dynamodb: { table: 'Orders', key: 'id', stamp: 's' } } };
    const of = (config: object) => estimateOwn(ownConfigSchema.parse({ messages: 100, rate: 10, repetitions: 4, ...config }), 2000);
    expect(of({ lanes: [lane] })).toMatchObject({ messages: 420, seconds: 42 + 5 * 60 });
    expect(of({ lanes: [table] }).usd).toBeGreaterThan(2 * of({ lanes: [lane] }).usd);
    expect(of({ lanes: [table], patienceS: 120 }).usd).toBeGreaterThan(1.5 * of({ lanes: [table] }).usd);
  });
});

test.each([
  [queue, { kind: 'queue', fifo: false, region: 'eu-west-1', name: 'orders' }],
  [`${queue}.fifo`, { kind: 'queue', fifo: true }],
  ['arn:aws:sns:us-east-1:111122223333:news.fifo', { kind: 'topic', fifo: true, name: 'news.fifo' }],
  ['arn:aws:lambda:us-east-1:111122223333:function:f:live', { kind: 'function', fifo: false, name: 'f' }],
  ['arn:aws:events:us-east-1:111122223333:event-bus/default', { kind: 'bus', name: 'default' }],
])('%s', (arn, expected) => {
  expect(parseArn(arn)).toMatchObject(expected);
});

test('a body keeps its shape; the time alone is a number', () => {
  const values = { id: 'm-1', sentAt: 5 };
  expect(fill({ a: ['{{id}}', '{{ sentAt }}', 'at {{sentAt}}', 7, null], b: true }, values)).toEqual({
    a: ['m-1', 5, 'at 5', 7, null],
    b: true,
  });
});

test('a stamp is milliseconds since 1970 or ISO 8601, and nothing else', () => {
  expect(stampOf(1_772_366_400_000, 'x')).toBe(1_772_366_400_000);
  expect(stampOf('1772366400000', 'x')).toBe(1_772_366_400_000);
  expect(stampOf('2026-03-01T12:00:00Z', 'x')).toBe(1_772_366_400_000);
  for (const wrong of [1_772_366_400, 'yesterday', '', undefined]) expect(() => stampOf(wrong, 'orders')).toThrow('orders: the stamp');
});

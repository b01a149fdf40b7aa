import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  FilterLogEventsCommand,
  GetLogEventsCommand,
  PutLogEventsCommand,
  PutRetentionPolicyCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Emulator, startEmulator } from '../../emulator.ts';
import { resourceContext } from '../../testing/resource-context.ts';
import { compileFilter } from './pattern.ts';
import { logGroup } from './resources/log-group.ts';

let emulator: Emulator;
let logs: CloudWatchLogsClient;
beforeAll(async () => {
  emulator = await startEmulator({ port: 0, frozen: true });
  logs = new CloudWatchLogsClient({
    endpoint: emulator.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: '111122223333', secretAccessKey: 'x' },
  });
});
afterAll(() => emulator.stop());

async function stream(logGroupName: string, messages: string[]) {
  await logs.send(new CreateLogGroupCommand({ logGroupName }));
  await logs.send(new CreateLogStreamCommand({ logGroupName, logStreamName: 's' }));
  const timestamp = Math.floor(emulator.clock.now());
  const logEvents = messages.map((message, i) => ({ timestamp: timestamp + i, message }));
  await logs.send(new PutLogEventsCommand({ logGroupName, logStreamName: 's', logEvents }));
  return { logGroupName, logStreamName: 's' };
}

test('events are read from the head, from the tail and page by page', async () => {
  const where = await stream('/read', ['1', '2', '3', '4', '5']);
  const read = async (input: object) => {
    const { events, nextForwardToken, nextBackwardToken } = await logs.send(new GetLogEventsCommand({ ...where, ...input }));
    return { text: events?.map((event) => event.message).join(''), forward: nextForwardToken, backward: nextBackwardToken };
  };
  const first = await read({ limit: 2, startFromHead: true });
  expect(first.text).toBe('12');
  const second = await read({ limit: 2, nextToken: first.forward });
  expect(second.text).toBe('34');
  const third = await read({ nextToken: second.forward });
  expect(third.text).toBe('5');
  expect(await read({ nextToken: third.forward })).toMatchObject({ text: '', forward: third.forward });
  const tail = await read({ limit: 2 });
  expect(tail.text).toBe('45');
  expect((await read({ limit: 2, nextToken: tail.backward })).text).toBe('23');
});

test('events older than the retention are gone', async () => {
  const where = await stream('/kept', ['old']);
  await logs.send(new PutRetentionPolicyCommand({ logGroupName: '/kept', retentionInDays: 1 }));
  const all = async () => (await logs.send(new FilterLogEventsCommand({ logGroupName: '/kept' }))).events?.map((event) => event.message);
  expect(await all()).toEqual(['old']);
  await emulator.clock.advance(86_400_001);
  expect(await all()).toEqual([]);
  expect((await logs.send(new GetLogEventsCommand(where))).events).toEqual([]);
  expect((await logs.send(new DescribeLogStreamsCommand({ logGroupName: '/kept' }))).logStreams?.[0]?.lastEventTimestamp).toBeUndefined();
});

test('filtering goes page by page', async () => {
  await stream('/filter', ['ERROR a', 'INFO b', 'ERROR c', 'ERROR d']);
  const input = { logGroupName: '/filter', filterPattern: 'ERROR', limit: 2 };
  const first = await logs.send(new FilterLogEventsCommand(input));
  expect(first.events?.map((event) => event.message)).toEqual(['ERROR a', 'ERROR c']);
  const second = await logs.send(new FilterLogEventsCommand({ ...input, nextToken: first.nextToken }));
  expect(second.events?.map((event) => event.message)).toEqual(['ERROR d']);
  expect(second.nextToken).toBeUndefined();
});

test.each([
  ['', 'anything', true],
  ['ERROR disk', 'disk: ERROR', true],
  ['ERROR disk', 'ERROR', false],
  ['?ERROR ?WARN', 'WARN', true],
  ['?ERROR ?WARN', 'INFO', false],
  ['ERROR -quiet', 'ERROR quiet', false],
  ['"two words"', 'here are two words', true],
  ['error', 'ERROR', false],
])('pattern %j on %j: %s', (pattern, message, expected) => {
  expect(compileFilter(pattern)(message)).toBe(expected);
});

test('patterns that are not supported say so', () => {
  expect(() => compileFilter('[ip, user, status = 5*]')).toThrow(/columns/);
});

test('CloudFormation makes, changes and deletes a log group', async () => {
  const context = resourceContext(emulator.stack, 'Logs');
  const made = await logGroup.create({ RetentionInDays: 7 }, context);
  const shown = async () => (await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: made.id }))).logGroups;
  expect(await shown()).toMatchObject([{ arn: made.attributes.Arn, retentionInDays: 7 }]);
  await logGroup.update?.(made, {}, { RetentionInDays: 7 }, context);
  expect((await shown())?.[0]?.retentionInDays).toBeUndefined();
  await logGroup.delete(made, {}, context);
  await logGroup.delete(made, {}, context);
  expect(await shown()).toEqual([]);
});

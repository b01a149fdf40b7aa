import { afterAll, beforeAll, expect, test } from 'vitest';
import { ACCOUNT, errorOf, type Lab, REGION, startLab } from './testing.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await startLab();
});
afterAll(() => lab.end());

const ARN = `arn:aws:events:${REGION}:${ACCOUNT}`;
const QUEUE = `arn:aws:sqs:${REGION}:${ACCOUNT}:q`;
const EventPattern = '{"source":["shop"]}';

test('buses come and go; the default one stays', async () => {
  expect((await lab.events.listEventBuses({})).EventBuses?.map(({ Name }) => Name)).toEqual(['default']);
  const { EventBusArn } = await lab.events.createEventBus({ Name: 'shop', Description: 'orders' });
  expect(EventBusArn).toBe(`${ARN}:event-bus/shop`);
  expect(await errorOf(lab.events.createEventBus({ Name: 'shop' }))).toBe('ResourceAlreadyExistsException: Event bus shop already exists.');
  expect(await errorOf(lab.events.createEventBus({ Name: 'a b' }))).toMatch(/^ValidationException: .*regular expression/);
  expect(await lab.events.describeEventBus({ Name: 'shop' })).toMatchObject({ Name: 'shop', Arn: EventBusArn, Description: 'orders' });
  expect(await errorOf(lab.events.deleteEventBus({ Name: 'default' }))).toBe('ValidationException: Cannot delete event bus default.');
  await lab.events.putRule({ Name: 'r', EventBusName: 'shop', EventPattern });
  expect(await errorOf(lab.events.deleteEventBus({ Name: 'shop' }))).toMatch(/^ValidationException/);
  await lab.events.deleteRule({ Name: 'r', EventBusName: 'shop' });
  await lab.events.deleteEventBus({ Name: 'shop' });
  expect(await errorOf(lab.events.describeEventBus({ Name: 'shop' }))).toBe('ResourceNotFoundException: Event bus shop does not exist.');
});

test('rules: put, described, listed by page, replaced without their targets, deleted without them', async () => {
  await lab.events.createEventBus({ Name: 'rules' });
  for (const n of [1, 2, 3]) await lab.events.putRule({ Name: `rule-${n}`, EventBusName: 'rules', EventPattern });
  const first = await lab.events.listRules({ EventBusName: 'rules', Limit: 2 });
  const second = await lab.events.listRules({ EventBusName: 'rules', Limit: 2, NextToken: first.NextToken });
  expect([...(first.Rules ?? []), ...(second.Rules ?? [])].map(({ Name }) => Name)).toEqual(['rule-1', 'rule-2', 'rule-3']);
  expect(second.NextToken).toBeUndefined();
  await lab.events.putTargets({ Rule: 'rule-1', EventBusName: 'rules', Targets: [{ Id: 'a', Arn: QUEUE }] });
  await lab.events.putRule({ Name: 'rule-1', EventBusName: 'rules', EventPattern, Description: 'new', State: 'DISABLED' });
  const { $metadata: _, ...rule } = await lab.events.describeRule({ Name: 'rule-1', EventBusName: 'rules' });
  expect(rule).toEqual({
    Name: 'rule-1',
    Arn: `${ARN}:rule/rules/rule-1`,
    EventPattern,
    State: 'DISABLED',
    Description: 'new',
    EventBusName: 'rules',
    CreatedBy: ACCOUNT,
  });
  expect((await lab.events.listTargetsByRule({ Rule: 'rule-1', EventBusName: 'rules' })).Targets).toEqual([{ Id: 'a', Arn: QUEUE }]);
  expect((await lab.events.listRuleNamesByTarget({ TargetArn: QUEUE, EventBusName: 'rules' })).RuleNames).toEqual(['rule-1']);
  expect(await errorOf(lab.events.deleteRule({ Name: 'rule-1', EventBusName: 'rules' }))).toBe(
    "ValidationException: Rule can't be deleted since it has targets.",
  );
  await lab.events.removeTargets({ Rule: 'rule-1', EventBusName: 'rules', Ids: ['a'] });
  await lab.events.deleteRule({ Name: 'rule-1', EventBusName: 'rules' });
  expect(await errorOf(lab.events.describeRule({ Name: 'rule-1' }))).toBe(
    'ResourceNotFoundException: Rule rule-1 does not exist on EventBus default.',
  );
  expect((await lab.events.putRule({ Name: 'plain', EventPattern })).RuleArn).toBe(`${ARN}:rule/plain`);
});

test.each<[object, RegExp]>([
  [{}, /^ValidationException: Parameter\(s\) EventPattern or ScheduleExpression must be specified\.$/],
  [{ EventPattern: '{"a":"b"}' }, /^InvalidEventPatternException: Event pattern is not valid\. Reason: "a" must be an object or an array/],
  [{ EventPattern: '{' }, /^InvalidEventPatternException: Event pattern is not valid\. Reason: /],
  [{ EventPattern, Name: 'a b' }, /^ValidationException: .*'name'.*regular expression pattern/],
  [{ ScheduleExpression: 'rate(1 minutes)' }, /^ValidationException: Parameter ScheduleExpression is not valid\.$/],
  [{ ScheduleExpression: 'rate(1 minute)', EventBusName: 'rules' }, /only on the default event bus\.$/],
  [{ EventPattern, EventBusName: 'gone' }, /^ResourceNotFoundException: Event bus gone does not exist\.$/],
])('a rule refused: %j', async (input, message) => {
  expect(await errorOf(lab.events.putRule({ Name: 'bad', ...input }))).toMatch(message);
});

const template = (InputTemplate: string, InputPathsMap = {}) => ({ InputTransformer: { InputTemplate, InputPathsMap } });
test.each<[object, RegExp]>([
  [{ Id: '!' }, /'targets\.1\.member\.id'.*regular expression/],
  [{ Id: 'x'.repeat(65) }, /less than or equal to 64/],
  [{ Arn: 'queue' }, /Provided Arn is not in correct format/],
  [{ Arn: `arn:aws:kinesis:${REGION}:${ACCOUNT}:stream/s` }, /does not support events targets of kinesis/],
  [{ Arn: `${QUEUE}.fifo` }, /MessageGroupId must be specified for target: t/],
  [{ EcsParameters: { TaskDefinitionArn: 'arn' } }, /does not support events EcsParameters of a target/],
  [
    { Input: '{}', InputPath: '$.detail' },
    /^ValidationException: Only one of Input, InputPath, or InputTransformer must be provided for target t\.$/,
  ],
  [{ Input: '{' }, /^ValidationException: JSON syntax error in input for target t\.$/],
  [{ InputPath: 'detail' }, /^ValidationException: Invalid InputPath for target t\.$/],
  [template('"<gone>"'), /^ValidationException: InputTemplate for target t contains invalid placeholder gone\.$/],
  [{ RetryPolicy: { MaximumRetryAttempts: 186 } }, /less than or equal to 185/],
  [{ RetryPolicy: { MaximumEventAgeInSeconds: 59 } }, /greater than or equal to 60/],
  [{ DeadLetterConfig: { Arn: `${QUEUE}.fifo` } }, /DeadLetterConfig\.Arn/],
  [{ Arn: `arn:aws:events:${REGION}:444455556666:event-bus/default` }, /RoleArn is required/],
])('a target refused: %j', async (target, message) => {
  await lab.events.putRule({ Name: 'targets', EventPattern });
  expect(await errorOf(lab.events.putTargets({ Rule: 'targets', Targets: [{ Id: 't', Arn: QUEUE, ...target }] }))).toMatch(message);
});

test('five targets a rule', async () => {
  await lab.events.putRule({ Name: 'five', EventPattern });
  const Targets = [1, 2, 3, 4, 5, 6].map((n) => ({ Id: `${n}`, Arn: QUEUE }));
  expect(await errorOf(lab.events.putTargets({ Rule: 'five', Targets }))).toMatch(/^LimitExceededException/);
});

test('tags of buses and rules', async () => {
  const { EventBusArn: ResourceARN } = await lab.events.createEventBus({ Name: 'tagged', Tags: [{ Key: 'a', Value: '1' }] });
  await lab.events.tagResource({ ResourceARN, Tags: [{ Key: 'b', Value: '2' }] });
  await lab.events.untagResource({ ResourceARN, TagKeys: ['a'] });
  expect((await lab.events.listTagsForResource({ ResourceARN })).Tags).toEqual([{ Key: 'b', Value: '2' }]);
  const { RuleArn } = await lab.events.putRule({ Name: 'r', EventBusName: 'tagged', EventPattern, Tags: [{ Key: 'c', Value: '3' }] });
  expect((await lab.events.listTagsForResource({ ResourceARN: RuleArn })).Tags).toEqual([{ Key: 'c', Value: '3' }]);
});

test('a pattern tried out', async () => {
  const event = {
    id: '1',
    account: ACCOUNT,
    source: 'shop',
    time: '2026-01-01T00:00:00Z',
    region: REGION,
    resources: [],
    'detail-type': 'Ordered',
  };
  const result = async (pattern: object, more = {}) =>
    (await lab.events.testEventPattern({ EventPattern: JSON.stringify(pattern), Event: JSON.stringify({ ...event, ...more }) })).Result;
  expect(await result({ source: ['shop'], detail: { n: [{ numeric: ['>', 1] }] } }, { detail: { n: 2 } })).toBe(true);
  expect(await result({ source: ['till'] })).toBe(false);
  expect(await errorOf(lab.events.testEventPattern({ EventPattern, Event: '"text"' }))).toBe(
    'ValidationException: Parameter Event is not valid.',
  );
  expect(await errorOf(lab.events.testEventPattern({ EventPattern: '{"a":[{"like":1}]}', Event: '{}' }))).toBe(
    'InvalidEventPatternException: Event pattern is not valid. Reason: Unrecognized match type like',
  );
});

test('an operation that is not there is named', async () => {
  expect(await errorOf(lab.events.listConnections({}))).toMatch(/NotImplemented: .*events:ListConnections/);
});

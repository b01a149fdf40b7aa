import { afterEach, beforeEach, expect, test } from 'vitest';
import { ACCOUNT, errorOf, type Lab, REGION, startLab } from './testing.ts';

let lab: Lab;
beforeEach(async () => {
  lab = await startLab();
});
afterEach(() => lab.end());

const CONTRACTS = '444455556666';
const RoleArn = `arn:aws:iam::${ACCOUNT}:role/events`;
const busOf = (account: string, name = 'default', region = REGION) => `arn:aws:events:${region}:${account}:event-bus/${name}`;

test('another account puts events on a bus only where its policy lets it', async () => {
  const contracts = lab.as(CONTRACTS);
  const arn = await lab.queue('q');
  await lab.rule('all', [{ Arn: arn }]);
  const put = () => lab.put({ n: 1 }, { EventBusName: busOf(ACCOUNT) }, contracts);
  expect(await errorOf(put())).toMatch(
    /^AccessDeniedException: .*is not authorized to perform: events:PutEvents on resource: arn:aws:events/,
  );
  await lab.events.putPermission({ Action: 'events:PutEvents', Principal: CONTRACTS, StatementId: 'contracts' });
  await put();
  await lab.hops('events.delivered');
  expect(JSON.parse((await lab.receive(arn))[0]?.Body ?? '')).toMatchObject({ account: CONTRACTS, region: REGION });
  expect(JSON.parse((await lab.events.describeEventBus({})).Policy ?? '')).toEqual({
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'contracts',
        Effect: 'Allow',
        Principal: { AWS: `arn:aws:iam::${CONTRACTS}:root` },
        Action: 'events:PutEvents',
        Resource: busOf(ACCOUNT),
      },
    ],
  });
  await lab.events.removePermission({ StatementId: 'contracts' });
  expect(await errorOf(put())).toMatch(/^AccessDeniedException/);
  expect(await errorOf(lab.events.removePermission({ StatementId: 'contracts' }))).toBe(
    'ResourceNotFoundException: Statement with the provided id does not exist.',
  );
  expect((await lab.events.describeEventBus({})).Policy).toBeUndefined();
});

test('a whole policy: an explicit denial wins, a condition is refused by name', async () => {
  const contracts = lab.as(CONTRACTS);
  const allow = { Sid: 'a', Effect: 'Allow', Principal: '*', Action: 'events:*', Resource: `${busOf(ACCOUNT)}` };
  const deny = { Sid: 'd', Effect: 'Deny', Principal: { AWS: CONTRACTS }, Action: 'events:PutEvents', Resource: '*' };
  const set = (Statement: object[]) => lab.events.putPermission({ Policy: JSON.stringify({ Version: '2012-10-17', Statement }) });
  await set([allow]);
  expect((await lab.put({}, { EventBusName: busOf(ACCOUNT) }, contracts)).FailedEntryCount).toBe(0);
  await set([allow, deny]);
  expect(await errorOf(lab.put({}, { EventBusName: busOf(ACCOUNT) }, contracts))).toMatch(/^AccessDeniedException/);
  expect(await errorOf(set([{ ...allow, Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } } }]))).toMatch(
    /does not support .*conditions/,
  );
});

test('a statement holds for the sources and types that its condition names', async () => {
  const contracts = lab.as(CONTRACTS);
  const Condition = { StringEquals: { 'events:source': ['contracts', 'options'], 'events:detail-type': 'Changed' } };
  const allow = {
    Sid: 'a',
    Effect: 'Allow',
    Principal: { AWS: CONTRACTS },
    Action: 'events:PutEvents',
    Resource: busOf(ACCOUNT),
    Condition,
  };
  await lab.events.putPermission({ Policy: JSON.stringify({ Version: '2012-10-17', Statement: [allow] }) });
  const put = (Source: string, DetailType: string) => lab.put({}, { EventBusName: busOf(ACCOUNT), Source, DetailType }, contracts);
  expect((await put('options', 'Changed')).FailedEntryCount).toBe(0);
  expect(await errorOf(put('users', 'Changed'))).toMatch(/^AccessDeniedException/);
  expect(await errorOf(put('contracts', 'Deleted'))).toMatch(/^AccessDeniedException/);
});

test('a rule sends to the bus of another account, whose rules see the same event', async () => {
  const contracts = lab.as(CONTRACTS);
  const [dead, arn] = [await lab.queue('dead'), await lab.queue('q')];
  await lab.rule('across', [{ Arn: busOf(CONTRACTS), RoleArn, DeadLetterConfig: { Arn: dead } }]);
  await contracts.putRule({ Name: 'sees', EventPattern: JSON.stringify({ account: [ACCOUNT] }) });
  await contracts.putTargets({ Rule: 'sees', Targets: [{ Id: 'q', Arn: arn }] });
  await lab.put({ n: 1 });
  expect((await lab.hops('events.dead-lettered'))[0]?.detail).toMatchObject({ code: 'NO_PERMISSIONS', attempts: 1 });
  await contracts.putPermission({ Action: 'events:PutEvents', Principal: ACCOUNT, StatementId: 'photos' });
  const { Entries } = await lab.put({ n: 2 }, { TraceHeader: 'Root=1-2-3' });
  const hops = await lab.hops('events.delivered', 2);
  expect(hops.map(({ traceId }) => traceId)).toEqual(['1-2-3', '1-2-3']);
  expect((await lab.receive(arn)).map(({ Body }) => JSON.parse(Body ?? ''))).toMatchObject([
    { id: Entries?.[0]?.EventId, account: ACCOUNT, detail: { n: 2 } },
  ]);
});

test('within an account, and to another region under a new id; never on to a third bus', async () => {
  const arn = await lab.queue('q');
  const dead = await lab.queue('dead');
  const far = lab.as(ACCOUNT, 'us-east-1');
  for (const Name of ['second', 'third']) await lab.events.createEventBus({ Name });
  await lab.rule('on', [{ Arn: busOf(ACCOUNT, 'second') }, { Arn: busOf(ACCOUNT, 'default', 'us-east-1') }]);
  await lab.rule('further', [{ Arn: busOf(ACCOUNT, 'third'), DeadLetterConfig: { Arn: dead } }, { Arn: arn }], { bus: 'second' });
  await lab.rule('third', [{ Arn: arn }], { bus: 'third' });
  await far.putRule({ Name: 'far', EventPattern: '{"source":["shop"]}' });
  await far.putTargets({ Rule: 'far', Targets: [{ Id: 'q', Arn: arn }] });
  const { Entries } = await lab.put({ n: 1 });
  await lab.hops('events.delivered', 4);
  await lab.hops('events.dead-lettered');
  const bodies = (await lab.receive(arn)).map(({ Body }) => JSON.parse(Body ?? ''));
  expect(bodies).toHaveLength(2);
  expect(bodies.filter(({ id }) => id === Entries?.[0]?.EventId)).toHaveLength(1);
  expect(bodies.map(({ region }) => region)).toEqual([REGION, REGION]);
  expect((await lab.receive(dead))[0]?.MessageAttributes?.ERROR_CODE?.StringValue).toBe('THIRD_ACCOUNT_HOP_DETECTED');
});

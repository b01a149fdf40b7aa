// biome-ignore-all lint/suspicious/noTemplateCurlyInString: they are Fn::Sub's
import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStackResourceCommand,
  DescribeStacksCommand,
  UpdateStackCommand,
} from '@aws-sdk/client-cloudformation';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { EmulatorOptions } from '../../../emulator.ts';
import { ROLE, startLambda } from '../../lambda/testing.ts';

/**
 * A provider that writes down every request (in the log of calls of the test's own server: a bucket), and answers as the properties say.
 * It answers by node:https to port 443, as CDK's providers do.
 */
const PROVIDER = `
const https = require('https');
const { S3Client, PutObjectCommand } = require('@aws-sdk/client-s3');
let calls = 0;
exports.handler = async (event) => {
  const { ResponseURL, ...kept } = event;
  const key = String(Date.now()).padStart(15, '0') + '-' + event.RequestType + '-' + (++calls);
  await new S3Client({}).send(new PutObjectCommand({ Bucket: 'requests', Key: key, Body: JSON.stringify(kept) }));
  const { On = '', Id, Answer = '{}' } = event.ResourceProperties;
  if (On === 'throw' + event.RequestType) throw new Error('broken');
  if (On === 'silent' + event.RequestType) return;
  const failed = On === 'fail' + event.RequestType;
  const body = JSON.stringify({
    Status: failed ? 'FAILED' : 'SUCCESS',
    Reason: failed ? 'no luck' : undefined,
    PhysicalResourceId: Id ?? event.PhysicalResourceId ?? 'made',
    StackId: event.StackId, RequestId: event.RequestId, LogicalResourceId: event.LogicalResourceId,
    ...JSON.parse(Answer),
  });
  const url = new URL(ResponseURL);
  const times = On === 'twice' ? 2 : 1;
  for (let i = 0; i < times; i++)
    await new Promise((resolve, reject) => {
      const request = https.request({ hostname: url.hostname, path: url.pathname + url.search, method: 'PUT', headers: { 'content-type': '' } }, resolve);
      request.on('error', reject);
      request.end(i === 0 ? body : body.replace('SUCCESS', 'FAILED'));
    });
};`;

const lab: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of lab.splice(0)) await each.stop();
});

const place = { account: '000000000000', region: 'us-east-1' };
let name = 0;
beforeEach(() => void name++);

async function start(options: EmulatorOptions = {}) {
  const lambda = await startLambda(options);
  const cloudformation = new CloudFormationClient(lambda.settings);
  lab.push(lambda, { stop: async () => cloudformation.destroy() });
  const { stack } = lambda.emulator;
  await stack.call('s3', 'CreateBucket', { Bucket: 'requests' }, place);
  const { FunctionArn: ServiceToken } = await lambda.create('provider', { 'index.js': PROVIDER }, { Timeout: 20 });
  const StackName = `custom-${name}`;
  const template = (Resources: Record<string, object>, rest: object = {}) =>
    JSON.stringify({
      Resources: Object.fromEntries(
        Object.entries(Resources).map(([key, own]) => [
          key,
          'Type' in own ? own : { Type: 'Custom::Thing', Properties: { ServiceToken, ...own } },
        ]),
      ),
      ...rest,
    });
  const ended = async (id = StackName) => {
    for (;;) {
      const [found] = (await cloudformation.send(new DescribeStacksCommand({ StackName: id }))).Stacks ?? [];
      if (found && !found.StackStatus?.endsWith('IN_PROGRESS')) return found;
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  return {
    ...lambda,
    ServiceToken,
    ended,
    template,
    create: async (TemplateBody: string) => (await cloudformation.send(new CreateStackCommand({ StackName, TemplateBody }))).StackId ?? '',
    update: (TemplateBody: string) => cloudformation.send(new UpdateStackCommand({ StackName, TemplateBody })),
    remove: () => cloudformation.send(new DeleteStackCommand({ StackName })),
    physicalId: async (LogicalResourceId: string) =>
      (await cloudformation.send(new DescribeStackResourceCommand({ StackName, LogicalResourceId }))).StackResourceDetail
        ?.PhysicalResourceId,
    events: async (id = StackName) => (await cloudformation.send(new DescribeStackEventsCommand({ StackName: id }))).StackEvents ?? [],
    /** The requests that the provider got, in their order. */
    async requests() {
      const { Contents = [] } = await stack.call<{ Contents?: { Key: string }[] }>('s3', 'ListObjectsV2', { Bucket: 'requests' }, place);
      const bodies = [];
      for (const { Key } of Contents) {
        const { Body } = await stack.call<{ Body: Uint8Array }>('s3', 'GetObject', { Bucket: 'requests', Key }, place);
        bodies.push(JSON.parse(Buffer.from(Body).toString()));
      }
      return bodies;
    },
  };
}

test('created, updated, replaced and deleted by its function; Data is what GetAtt gives', async () => {
  const { create, update, remove, ended, requests, template, physicalId, ServiceToken } = await start();
  const outputs = { Outputs: { Url: { Value: { 'Fn::Sub': '${Mine}:${Mine.Nested.Url}' } } } };
  const answer = JSON.stringify({ Data: { 'Nested.Url': 'https://x' } });
  const StackId = await create(template({ Mine: { Count: 3, Flag: true, Answer: answer, List: [{ A: 1 }] } }, outputs));
  expect(await ended()).toMatchObject({ StackStatus: 'CREATE_COMPLETE', Outputs: [{ OutputKey: 'Url', OutputValue: 'made:https://x' }] });
  const properties = { ServiceToken, Count: '3', Flag: 'true', Answer: answer, List: [{ A: '1' }] };
  const common = { StackId, LogicalResourceId: 'Mine', ResourceType: 'Custom::Thing', ServiceToken, RequestId: expect.any(String) };
  expect(await requests()).toEqual([{ RequestType: 'Create', ...common, ResourceProperties: properties }]);

  await update(template({ Mine: { Count: 4, Flag: true, Answer: answer, List: [{ A: 1 }] } }, outputs));
  expect(await ended()).toMatchObject({ StackStatus: 'UPDATE_COMPLETE' });
  expect((await requests()).slice(1)).toEqual([
    {
      RequestType: 'Update',
      ...common,
      PhysicalResourceId: 'made',
      ResourceProperties: { ...properties, Count: '4' },
      OldResourceProperties: properties,
    },
  ]);

  await update(template({ Mine: { Id: 'second', Answer: answer } }, outputs));
  expect(await ended()).toMatchObject({ StackStatus: 'UPDATE_COMPLETE', Outputs: [{ OutputValue: 'second:https://x' }] });
  expect((await requests()).slice(2)).toMatchObject([
    { RequestType: 'Update', PhysicalResourceId: 'made' },
    { RequestType: 'Delete', PhysicalResourceId: 'made', ResourceProperties: { Count: '4' } },
  ]);
  expect(await physicalId('Mine')).toBe('second');

  await remove();
  expect(await ended(StackId)).toMatchObject({ StackStatus: 'DELETE_COMPLETE' });
  expect((await requests()).slice(4)).toMatchObject([{ RequestType: 'Delete', PhysicalResourceId: 'second' }]);
});

test('FAILED fails the stack with its reason, and the rollback deletes what the provider may have left', async () => {
  const { create, ended, requests, template, events } = await start();
  const id = await create(template({ Mine: { On: 'failCreate', Id: 'half' } }));
  expect(await ended(id)).toMatchObject({ StackStatus: 'ROLLBACK_COMPLETE' });
  expect((await requests()).map(({ RequestType, PhysicalResourceId }) => [RequestType, PhysicalResourceId])).toEqual([
    ['Create', undefined],
    ['Delete', 'half'],
  ]);
  const failed = (await events(id)).find(({ ResourceStatus }) => ResourceStatus === 'CREATE_FAILED');
  expect(failed?.ResourceStatusReason).toContain(
    'Received response status [FAILED] from custom resource. Message returned: no luck (RequestId: ',
  );
});

test('a failed update is updated back', async () => {
  const { create, update, ended, requests, template } = await start();
  await create(template({ Mine: { Value: 'a' } }));
  await ended();
  await update(template({ Mine: { Value: 'b', On: 'failUpdate' } }));
  expect(await ended()).toMatchObject({ StackStatus: 'UPDATE_ROLLBACK_COMPLETE' });
  expect((await requests()).map(({ RequestType, ResourceProperties: { Value } }) => [RequestType, Value])).toEqual([
    ['Create', 'a'],
    ['Update', 'b'],
    ['Update', 'a'],
  ]);
});

test('a second answer is not heard', async () => {
  const { create, ended, template } = await start();
  const id = await create(template({ Mine: { On: 'twice' } }));
  expect(await ended(id)).toMatchObject({ StackStatus: 'CREATE_COMPLETE' });
});

test('a provider that does not answer is given up after ServiceTimeout, on the clock', async () => {
  const { create, ended, template, emulator, requests, events } = await start({ frozen: true });
  const id = await create(template({ Mine: { On: 'silentCreate', ServiceTimeout: 30 } }));
  const done = (type: string) =>
    emulator.events.waitFor(({ type: kind, detail }) => kind === 'cloudformation.status' && detail?.status === type);
  while ((await requests()).length < 1) await emulator.clock.advance(0);
  await emulator.clock.advance(29_000);
  expect((await events(id)).some(({ ResourceStatus }) => ResourceStatus === 'CREATE_FAILED')).toBe(false);
  await emulator.clock.advance(1_100);
  await done('CREATE_FAILED');
  expect(await ended(id)).toMatchObject({ StackStatus: 'ROLLBACK_COMPLETE' });
  const failed = (await events(id)).find(({ ResourceStatus }) => ResourceStatus === 'CREATE_FAILED');
  expect(failed?.ResourceStatusReason).toContain('did not receive a response from your Custom Resource within 30 seconds');
  const [created, deleted] = await requests();
  expect(created.PhysicalResourceId).toBeUndefined();
  expect(deleted).toMatchObject({ RequestType: 'Delete', PhysicalResourceId: expect.stringMatching(/^custom-.*-Mine-/) });
});

test('Lambda tries a provider that throws again, with the same RequestId; then it is given up', async () => {
  const { create, ended, template, requests, events } = await start({ timeScale: 60 });
  const id = await create(template({ Mine: { On: 'throwCreate' } }));
  expect(await ended(id)).toMatchObject({ StackStatus: 'ROLLBACK_COMPLETE' });
  const created = (await requests()).filter(({ RequestType }) => RequestType === 'Create');
  expect(created).toHaveLength(3);
  expect(new Set(created.map(({ RequestId }) => RequestId)).size).toBe(1);
  expect((await events(id)).map(({ ResourceStatusReason = '' }) => ResourceStatusReason).join('\n')).toContain('(RetriesExhausted)');
});

test('NoEcho hides Data in events of those that use it', async () => {
  const { create, ended, template, events } = await start();
  const answer = JSON.stringify({ NoEcho: true, Data: { Secret: 'hush-hush' } });
  const make = (Answer: string) => ({
    Mine: { Answer },
    Other: { Type: 'AWS::SSM::Parameter', Properties: { Type: 'String', Value: { 'Fn::Sub': 'x${Mine.Secret}' } } },
  });
  await create(template(make(answer)));
  expect(await ended()).toMatchObject({ StackStatus: 'CREATE_COMPLETE' });
  const shown = (await events()).filter(({ LogicalResourceId }) => LogicalResourceId === 'Other').map((event) => event.ResourceProperties);
  expect(shown.length).toBeGreaterThan(0);
  for (const properties of shown) expect(properties).toContain('"x****"');
});

test('what a provider answers must have a form; a service token must be a function or a topic', async () => {
  const { create, ended, template, events } = await start();
  const id = await create(
    template({
      A: { Answer: JSON.stringify({ PhysicalResourceId: 7 }) },
      B: { Answer: JSON.stringify({ Data: { Big: 'x'.repeat(4096) } }) },
    }),
  );
  await ended(id);
  const reasons = (await events(id)).map(({ ResourceStatusReason = '' }) => ResourceStatusReason).join('\n');
  expect(reasons).toMatch(/Invalid PhysicalResourceId|Response object is too long/);
  name++;
  const other = await start();
  const wrong = await other.create(JSON.stringify({ Resources: { C: { Type: 'Custom::Thing', Properties: { ServiceToken: ROLE } } } }));
  expect(await other.ended(wrong)).toMatchObject({ StackStatus: 'ROLLBACK_COMPLETE' });
  expect((await other.events(wrong)).map(({ ResourceStatusReason = '' }) => ResourceStatusReason).join('\n')).toContain(
    'Invalid service token',
  );
});

import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Stack, Validations } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as events from 'aws-cdk-lib/aws-events';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allowEventsFrom, environmentsOf } from '../../lib/accounts.ts';
import { buildApp } from '../../lib/app.ts';
import { EventTopic } from '../../lib/constructs/event-topic.ts';
import { watchIteratorAge } from '../../lib/constructs/watch-function.ts';
import { ROOT } from '../support/command.ts';

interface Resource {
  Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: a template is free-form JSON, and each test asks for what it expects there
  Properties: Record<string, any>;
  DeletionPolicy?: string;
}

const outdirs: string[] = [];
async function build(context: Record<string, unknown> = {}): Promise<App> {
  const outdir = mkdtempSync(join(tmpdir(), 'pushpull-production-'));
  outdirs.push(outdir);
  return buildApp({ context, outdir });
}
afterAll(() => {
  for (const outdir of outdirs) rmSync(outdir, { recursive: true, force: true });
});

const stacks = (app: App) => app.node.children.filter((child): child is Stack => child instanceof Stack);
const resources = (app: App) =>
  stacks(app).flatMap((stack) => Object.values(Template.fromStack(stack).toJSON().Resources as Record<string, Resource>));
const ofType = (app: App, type: string) => resources(app).filter(({ Type }) => Type === type);

/** The tag by which costs are told apart. */
const SERVICES = /^[a-z]+(-[a-z]+)*$/;

/** Mappings whose source is a queue; the others read streams. */
const ofQueues = (app: App) =>
  ofType(app, 'AWS::Lambda::EventSourceMapping').filter(({ Properties }) => Properties.StartingPosition === undefined);

/** What cdk-nag finds and nobody argued for. */
function findings(app: App): string[] {
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
  try {
    app.synth();
    return [];
  } catch (error) {
    if ((error as Error).name !== 'ValidationFailed') throw error;
    return (error as Error).message.split('\n\n').filter((finding) => finding.includes('Acknowledge with'));
  } finally {
    process.exitCode = undefined;
  }
}

describe('the app in production', () => {
  let whole: App;
  beforeAll(async () => {
    whole = await build({ alarmEmail: 'ops@example.com', budgetUsd: '20', urlConcurrency: '20', queueConcurrency: '10' });
  });

  it('has an alarm for each function and queue, and a page that says what to do about it', () => {
    const alarms = ofType(whole, 'AWS::CloudWatch::Alarm');
    const count = (metric: string) => alarms.filter(({ Properties }) => Properties.MetricName === metric).length;
    const functions = ofType(whole, 'AWS::Lambda::Function').length;
    for (const metric of ['Errors', 'Throttles', 'Duration']) expect(count(metric)).toBe(functions);
    const worked = ofType(whole, 'AWS::SQS::Queue').filter(({ Properties }) => Properties.RedrivePolicy !== undefined);
    expect(worked.length).toBeGreaterThanOrEqual(ofQueues(whole).length);
    expect(count('ApproximateAgeOfOldestMessage')).toBe(worked.length);
    expect(count('IteratorAge')).toBe(ofType(whole, 'AWS::Lambda::EventSourceMapping').length - ofQueues(whole).length);
    for (const { Properties } of alarms) {
      const page = (Properties.AlarmDescription as string).match(/Runbook: (\S+)$/)?.[1];
      expect(page && existsSync(join(ROOT, page)), Properties.AlarmDescription).toBe(true);
      expect(Properties.AlarmActions).toHaveLength(1);
      expect(Properties.OKActions).toEqual(Properties.AlarmActions);
    }
  });

  it('encrypts what is at rest, and refuses what is not encrypted on the way', () => {
    for (const { Properties } of ofType(whole, 'AWS::SQS::Queue')) expect(Properties.SqsManagedSseEnabled).toBe(true);
    const topics = ofType(whole, 'AWS::SNS::Topic');
    const alarmTopics = stacks(whole).filter((stack) => stack.node.tryFindChild('Alarms'));
    expect(topics.filter(({ Properties }) => Properties.KmsMasterKeyId === undefined)).toHaveLength(alarmTopics.length);
    const guarded = (type: string) =>
      ofType(whole, type).filter(({ Properties }) =>
        Properties.PolicyDocument.Statement.some(
          ({ Effect, Condition }: { Effect: string; Condition?: { Bool?: object } }) =>
            Effect === 'Deny' && JSON.stringify(Condition?.Bool) === '{"aws:SecureTransport":"false"}',
        ),
      ).length;
    expect(guarded('AWS::SQS::QueuePolicy')).toBe(ofType(whole, 'AWS::SQS::Queue').length);
    expect(guarded('AWS::SNS::TopicPolicy')).toBe(topics.length);
    expect(guarded('AWS::S3::BucketPolicy')).toBe(ofType(whole, 'AWS::S3::Bucket').length);
  });

  it('opens no bucket, traces every function, and tags all that can be tagged', () => {
    for (const { Properties } of ofType(whole, 'AWS::S3::Bucket'))
      expect(Object.values(Properties.PublicAccessBlockConfiguration)).toEqual([true, true, true, true]);
    for (const { Properties } of ofType(whole, 'AWS::Lambda::Function')) expect(Properties.TracingConfig).toEqual({ Mode: 'Active' });
    for (const type of [
      'Lambda::Function',
      'SQS::Queue',
      'SNS::Topic',
      'DynamoDB::Table',
      'S3::Bucket',
      'IAM::Role',
      'Logs::LogGroup',
      'CloudWatch::Alarm',
    ])
      for (const { Properties } of ofType(whole, `AWS::${type}`)) {
        const tags = Object.fromEntries(Properties.Tags.map(({ Key, Value }: { Key: string; Value: string }) => [Key, Value]));
        expect(tags, type).toMatchObject({
          project: 'pushpull',
          owner: 'pushpull',
          service: expect.stringMatching(SERVICES),
        });
      }
  });

  it('asks for signed requests unless it is told otherwise, and limits what runs at once', async () => {
    const anyone = ofType(whole, 'AWS::Lambda::Url').filter(({ Properties }) => Properties.AuthType !== 'AWS_IAM');
    // callers without an account: each proves itself by a token or a signature of its own
    for (const { Properties } of anyone)
      expect(JSON.stringify(Properties.TargetFunctionArn)).toMatch(/"(OpenShare|EmailCallback|CrmWebhook)Function/);
    const limited = ofType(whole, 'AWS::Lambda::Function').filter(({ Properties }) => Properties.ReservedConcurrentExecutions === 20);
    expect(limited).toHaveLength(ofType(whole, 'AWS::Lambda::Url').length);
    for (const { Properties } of ofQueues(whole)) expect(Properties.ScalingConfig).toEqual({ MaximumConcurrency: 10 });
    const variables = ofType(whole, 'AWS::Lambda::Function').map(({ Properties }) => Properties.Environment.Variables);
    const callers = variables.filter((of) => Object.keys(of).some((name) => name.endsWith('_API_URL')));
    expect(callers.length).toBeGreaterThan(2);
    for (const caller of callers) expect(caller.THIRD_PARTY_AUTH).toBe('iam');

    const open = await build({ urlAuth: 'none' });
    for (const { Properties } of ofType(open, 'AWS::Lambda::Url')) expect(Properties.AuthType).toBe('NONE');
    expect(JSON.stringify(resources(open))).not.toMatch(/THIRD_PARTY_AUTH|ReservedConcurrentExecutions|ScalingConfig/);
  });

  it('has provisioned pollers where they are asked for', async () => {
    const app = await build({ provisionedPollers: '2' });
    for (const { Properties } of ofQueues(app)) expect(Properties.ProvisionedPollerConfig).toEqual({ MinimumPollers: 2 });
  });

  it('has a budget only where a sum and an address are given', async () => {
    const [budget] = ofType(whole, 'AWS::Budgets::Budget');
    expect(budget?.Properties.Budget).toMatchObject({
      BudgetLimit: { Amount: 20 },
      CostFilters: { TagKeyValue: ['user:project$pushpull'] },
    });
    expect(ofType(await build({ alarmEmail: 'ops@example.com' }), 'AWS::Budgets::Budget')).toHaveLength(0);
    await expect(build({ budgetUsd: '20' })).rejects.toThrow('alarmEmail');
  });

  it('keeps data where it is asked to', async () => {
    const kept = await build({ data: 'keep' });
    const stores = [...ofType(kept, 'AWS::DynamoDB::Table'), ...ofType(kept, 'AWS::S3::Bucket')];
    expect(stores.length).toBeGreaterThan(2);
    for (const store of stores) expect(store.DeletionPolicy).toBe('Retain');
    for (const { Properties } of ofType(kept, 'AWS::DynamoDB::Table'))
      expect(Properties).toMatchObject({
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      });
    for (const store of ofType(whole, 'AWS::DynamoDB::Table')) expect(store.DeletionPolicy).toBe('Delete');
  });

  it.each([
    ['urlAuth', 'open'],
    ['urlConcurrency', '0'],
    ['queueConcurrency', '1'],
    ['alarmEmail', 'nobody'],
    ['contractsAccount', '123'],
  ])('refuses %s=%s by name', async (key, value) => {
    await expect(build({ [key]: value })).rejects.toThrow(key);
  });
});

describe('cdk-nag', () => {
  it('finds nothing that is not argued for', async () => {
    expect(findings(await build({ alarmEmail: 'ops@example.com', budgetUsd: '20', stepFunctions: 'true' }))).toEqual([]);
  });

  it('would find an open queue', async () => {
    const app = await build();
    new sqs.Queue(stacks(app)[0] as Stack, 'Careless');
    expect(findings(app).filter((line) => line.includes('Careless')).length).toBeGreaterThanOrEqual(2);
  });
});

describe('accounts', () => {
  const app = (context: Record<string, unknown>) => new App({ context, analyticsReporting: false });

  it('names no environment while all live in one account', () => {
    expect(environmentsOf(app({}))).toEqual({ main: {}, contracts: {} });
  });

  it('names both where Contracts has its own, and must know the main one', () => {
    const context = { contractsAccount: '222222222222', contractsRegion: 'eu-west-1' };
    expect(() => environmentsOf(app(context))).toThrow('CDK_DEFAULT_ACCOUNT');
    process.env.CDK_DEFAULT_ACCOUNT = '111111111111';
    process.env.CDK_DEFAULT_REGION = 'us-east-1';
    try {
      expect(environmentsOf(app(context))).toEqual({
        main: { account: '111111111111', region: 'us-east-1' },
        contracts: { account: '222222222222', region: 'eu-west-1' },
      });
    } finally {
      delete process.env.CDK_DEFAULT_ACCOUNT;
      delete process.env.CDK_DEFAULT_REGION;
    }
  });

  it('lets the other account put events of one source, and publish to one topic with a key of its own', () => {
    const stack = new Stack(app({}), 'S', { env: { account: '111111111111', region: 'us-east-1' } });
    const bus = new events.EventBus(stack, 'Bus');
    allowEventsFrom(bus, '222222222222', 'pushpull.contracts');
    allowEventsFrom(bus, '111111111111', 'pushpull.contracts');
    new EventTopic(stack, 'Topic', { publishers: ['222222222222'] });
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::Events::EventBusPolicy', 1);
    template.hasResourceProperties('AWS::Events::EventBusPolicy', {
      Statement: { Action: 'events:PutEvents', Condition: { StringEquals: { 'events:source': 'pushpull.contracts' } } },
    });
    template.resourceCountIs('AWS::KMS::Key', 1);
    expect(JSON.stringify(template.findResources('AWS::SNS::TopicPolicy'))).toContain(':iam::222222222222:root');
    expect(JSON.stringify(template.findResources('AWS::KMS::Key'))).toContain(':iam::222222222222:root');
  });

  it('watches how far a reader of a stream is behind', () => {
    const stack = new Stack(app({}), 'S');
    const code = lambda.Code.fromInline('exports.handler = async () => {}');
    const reader = new lambda.Function(stack, 'F', { runtime: lambda.Runtime.NODEJS_24_X, handler: 'index.handler', code });
    watchIteratorAge(stack, reader, 'F');
    Template.fromStack(stack).hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName: 'IteratorAge', Threshold: 300_000 });
    expect(existsSync(join(ROOT, 'docs/production/runbooks/iterator-age.md'))).toBe(true);
  });
});

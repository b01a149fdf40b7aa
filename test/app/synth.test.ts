import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { App } from 'aws-cdk-lib';
import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildApp } from '../../lib/app.ts';

interface Resource {
  Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: a template is free-form JSON, and each test asks for what it expects there
  Properties: Record<string, any>;
}

/** The synthesised app, without the third parties' stack (as `npm start` deploys it) and with it. */
describe('the CDK app', () => {
  const outdirs: string[] = [];
  const apps: Record<'local' | 'whole', App> = {} as never;
  const build = async (context: Record<string, unknown>) => {
    const outdir = mkdtempSync(join(tmpdir(), 'pushpull-synth-'));
    outdirs.push(outdir);
    return buildApp({ context, outdir });
  };
  beforeAll(async () => {
    apps.local = await build({ thirdPartyUrl: 'http://127.0.0.1:1234' });
    apps.whole = await build({});
  });
  afterAll(() => {
    for (const outdir of outdirs) rmSync(outdir, { recursive: true, force: true });
  });

  const stacks = (app: App) => app.node.children.filter((child) => child instanceof Stack);
  const resources = (app: App) =>
    stacks(app).flatMap((stack) => Object.entries(Template.fromStack(stack).toJSON().Resources as Record<string, Resource>));
  const ofType = (app: App, type: string) => resources(app).filter(([, resource]) => resource.Type === type);
  const names = (app: App) => stacks(app).map((stack) => stack.stackName);
  const queueOf = (arn: { 'Fn::GetAtt': [string, string] } | undefined) => arn?.['Fn::GetAtt'][0];

  it('deploys the third parties only when it is given none', () => {
    expect(names(apps.local)).toEqual(expect.arrayContaining(['PushpullUsers', 'PushpullPhotos']));
    expect(names(apps.local)).not.toContain('PushpullThirdParty');
    expect(names(apps.whole)).toEqual(['PushpullThirdParty', ...names(apps.local)]);
    const urls = (app: App) =>
      ofType(app, 'AWS::Lambda::Function').flatMap(([, f]) => f.Properties.Environment?.Variables?.EMAIL_API_URL ?? []);
    expect([...new Set(urls(apps.local))]).toEqual(['http://127.0.0.1:1234/email']);
    expect(JSON.stringify(urls(apps.whole)[0])).toMatch(/Fn::ImportValue.*email/);
  });

  it('refuses an address of third parties that is no URL', async () => {
    await expect(build({ thirdPartyUrl: 'nowhere' })).rejects.toThrow('thirdPartyUrl');
  });

  it('gives every asynchronous edge a place for its dead letters', () => {
    const ends = new Set<string | undefined>();
    const mappings = ofType(apps.local, 'AWS::Lambda::EventSourceMapping').map(([, { Properties }]) => Properties);
    const fed = mappings.map(({ EventSourceArn }) => queueOf(EventSourceArn));
    for (const { StartingPosition, DestinationConfig } of mappings)
      if (StartingPosition) ends.add(queueOf(DestinationConfig.OnFailure.Destination));
    for (const [id, queue] of ofType(apps.local, 'AWS::SQS::Queue')) {
      // a function works it off, or a worker outside Lambda does
      if (!fed.includes(id) && queue.Properties.RedrivePolicy === undefined) continue;
      expect(queue.Properties.RedrivePolicy.maxReceiveCount).toBeGreaterThanOrEqual(5);
      ends.add(queueOf(queue.Properties.RedrivePolicy.deadLetterTargetArn));
    }
    for (const [, { Properties }] of ofType(apps.local, 'AWS::SNS::Subscription'))
      ends.add(queueOf(Properties.RedrivePolicy.deadLetterTargetArn));
    for (const [, { Properties }] of ofType(apps.local, 'AWS::Events::Rule'))
      for (const target of Properties.Targets) ends.add(queueOf(target.DeadLetterConfig.Arn));
    for (const [, { Properties }] of ofType(apps.local, 'AWS::Lambda::EventInvokeConfig')) {
      expect(Properties.MaximumRetryAttempts).toBe(2);
      ends.add(queueOf(Properties.DestinationConfig.OnFailure.Destination));
    }
    // where a function itself sets aside what it could not read
    for (const [, { Properties }] of ofType(apps.local, 'AWS::Lambda::Function')) {
      const setAside = Properties.Environment?.Variables?.CRM_INVALID_QUEUE_URL;
      if (setAside) ends.add(setAside.Ref);
    }
    expect(ends.size).toBeGreaterThan(5);
    expect(ends.has(undefined)).toBe(false);

    const depths = ofType(apps.local, 'AWS::CloudWatch::Alarm').filter(
      ([, { Properties }]) => Properties.MetricName === 'ApproximateNumberOfMessagesVisible',
    );
    const watched = depths.map(([, { Properties }]) => {
      expect(Properties).toMatchObject({ Threshold: 0, ComparisonOperator: 'GreaterThanThreshold' });
      return queueOf(Properties.Dimensions[0].Value);
    });
    expect(new Set(watched)).toEqual(ends);
  });

  it('keeps messages hidden for six times the time their function has', () => {
    for (const [, { Properties }] of ofType(apps.local, 'AWS::Lambda::EventSourceMapping')) {
      expect(Properties).toMatchObject({ BatchSize: expect.any(Number), FunctionResponseTypes: ['ReportBatchItemFailures'] });
      if (Properties.StartingPosition) continue;
      const find = (id: string | undefined) => resources(apps.local).find(([name]) => name === id)?.[1].Properties;
      expect(find(queueOf(Properties.EventSourceArn))?.VisibilityTimeout).toBe(6 * find(Properties.FunctionName.Ref)?.Timeout);
    }
  });

  it('allows no action by wildcard, and no managed policy', () => {
    const policies = ofType(apps.whole, 'AWS::IAM::Policy');
    expect(policies.length).toBeGreaterThan(0);
    for (const [, { Properties }] of policies)
      for (const statement of Properties.PolicyDocument.Statement) {
        expect([statement.Action].flat().filter((action: string) => action.includes('*'))).toEqual([]);
        // X-Ray knows no resources: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsx-ray.html
        if ([statement.Action].flat().every((action: string) => action.startsWith('xray:Put'))) continue;
        expect([statement.Resource].flat()).not.toContain('*');
      }
    for (const [, { Properties }] of ofType(apps.whole, 'AWS::IAM::Role')) expect(Properties.ManagedPolicyArns).toBeUndefined();
  });

  it('gives each function a log group that ends with the stack', () => {
    const groups = ofType(apps.whole, 'AWS::Logs::LogGroup');
    expect(groups).toHaveLength(ofType(apps.whole, 'AWS::Lambda::Function').length);
    for (const [, group] of groups) expect(group).toMatchObject({ Properties: { RetentionInDays: 7 }, DeletionPolicy: 'Delete' });
  });

  it('names neither a target nor a custom resource', () => {
    const text = JSON.stringify(resources(apps.whole));
    expect(text).not.toMatch(/Custom::|localhost|:4566|AWS_ENDPOINT_URL/);
  });

  it('prints what a caller needs', () => {
    const outputs = stacks(apps.whole).flatMap((stack) => Object.keys(Template.fromStack(stack).toJSON().Outputs));
    expect(outputs).toEqual(
      expect.arrayContaining([
        'UploadPhotoUrl',
        'SharePhotoUrl',
        'GetShareUrl',
        'ThirdPartyUrl',
        'ShareRequestsTopicArn',
        'ShareRequestsQueueUrl',
      ]),
    );
  });

  it('synthesises without a warning', () => {
    for (const app of [apps.local, apps.whole])
      for (const artifact of app.synth().stacks) expect(artifact.messages.filter(({ level }) => level !== 'info')).toEqual([]);
  });
});

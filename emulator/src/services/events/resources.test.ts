import { CloudFormation } from '@aws-sdk/client-cloudformation';
import { S3 } from '@aws-sdk/client-s3';
import {
  App,
  Duration,
  aws_events as events,
  aws_iam as iam,
  aws_lambda as lambda,
  Stack,
  aws_sqs as sqs,
  aws_events_targets as targets,
} from 'aws-cdk-lib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ACCOUNT, type Lab, REGION, startLab } from './testing.ts';

let lab: Lab;
let cloudformation: CloudFormation;
beforeEach(async () => {
  lab = await startLab({ frozen: false });
  cloudformation = new CloudFormation(lab.config);
});
afterEach(async () => {
  cloudformation.destroy();
  await lab.end();
});

/** The template that CDK makes of a stack. */
function synth(build: (stack: Stack) => void): string {
  const app = new App({ analyticsReporting: false });
  const stack = new Stack(app, 'Shop', { env: { account: ACCOUNT, region: REGION } });
  build(stack);
  return JSON.stringify(app.synth().getStackByName('Shop').template);
}

async function settled(StackName: string): Promise<string | undefined> {
  for (;;) {
    const { Stacks } = await cloudformation.describeStacks({ StackName });
    const status = Stacks?.[0]?.StackStatus;
    if (!status?.endsWith('_IN_PROGRESS')) return status;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const Capabilities: 'CAPABILITY_IAM'[] = ['CAPABILITY_IAM'];
/** `cdk deploy` hands assets' bootstrap version in as a parameter that is looked up; without it the template stands alone. */
const alone = (template: string) => {
  const { Parameters: _, Rules: __, ...rest } = JSON.parse(template);
  return JSON.stringify(rest);
};

function shop(stack: Stack, { retention, prime }: { retention: number; prime: boolean }) {
  const bus = new events.EventBus(stack, 'Bus', { eventBusName: 'shop', description: 'orders' });
  bus.addToResourcePolicy(
    new iam.PolicyStatement({
      sid: 'contracts',
      principals: [new iam.AccountPrincipal('444455556666')],
      actions: ['events:PutEvents'],
      resources: [bus.eventBusArn],
    }),
  );
  bus.archive('Archive', { archiveName: 'orders', eventPattern: { source: ['shop'] }, retention: Duration.days(retention) });
  const queue = new sqs.Queue(stack, 'Queue', { queueName: 'orders' });
  const dead = new sqs.Queue(stack, 'Dead', { queueName: 'dead' });
  const fn = new lambda.Function(stack, 'Fn', {
    functionName: 'listens',
    runtime: lambda.Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: lambda.Code.fromInline('exports.handler = async (event) => event.detail'),
  });
  new events.Rule(stack, 'Rule', {
    eventBus: bus,
    eventPattern: { source: ['shop'], ...(prime ? { detail: { prime: [true] } } : {}) },
    targets: [
      new targets.LambdaFunction(fn, { deadLetterQueue: dead, retryAttempts: 2, maxEventAge: Duration.hours(2) }),
      ...(prime
        ? []
        : [
            new targets.SqsQueue(queue, {
              message: events.RuleTargetInput.fromObject({ order: events.EventField.fromPath('$.detail.id') }),
            }),
          ]),
    ],
  });
  new events.Rule(stack, 'Nightly', {
    ruleName: 'nightly',
    schedule: events.Schedule.rate(Duration.days(1)),
    targets: [new targets.SqsQueue(queue)],
  });
}

test('CDK deploys a bus with its policy, an archive, and rules to a function and a queue; changes them; takes them away', async () => {
  const first = alone(synth((stack) => shop(stack, { retention: 3, prime: false })));
  await cloudformation.createStack({ StackName: 'shop', TemplateBody: first, Capabilities });
  expect(await settled('shop')).toBe('CREATE_COMPLETE');
  await lab.put({ id: 'o-1' }, { EventBusName: 'shop' });
  await lab.hops('events.delivered', 2);
  const queue = `arn:aws:sqs:${REGION}:${ACCOUNT}:orders`;
  expect((await lab.receive(queue)).map(({ Body }) => JSON.parse(Body ?? ''))).toEqual([{ order: 'o-1' }]);
  await lab.hops('lambda.finished');
  await lab.put({ id: 'o-2' }, { EventBusName: `arn:aws:events:${REGION}:${ACCOUNT}:event-bus/shop` }, lab.as('444455556666'));
  expect(await lab.events.describeArchive({ ArchiveName: 'orders' })).toMatchObject({ EventCount: 2, RetentionDays: 3 });
  const [rule] = (await lab.events.listRules({ EventBusName: 'shop' })).Rules ?? [];
  const { Targets } = await lab.events.listTargetsByRule({ Rule: rule?.Name, EventBusName: 'shop' });
  expect(Targets).toMatchObject([{ RetryPolicy: { MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 7200 } }, { Arn: queue }]);
  const { StackResources } = await cloudformation.describeStackResources({ StackName: 'shop' });
  const ids = new Map(
    StackResources?.map(({ LogicalResourceId, PhysicalResourceId }) => [
      LogicalResourceId?.replace(/[0-9A-F]{8}$/, ''),
      PhysicalResourceId,
    ]),
  );
  expect(ids.get('Bus')).toBe('shop');
  expect(ids.get('Rule')).toBe(`shop|${rule?.Name}`);
  expect(ids.get('Nightly')).toBe('nightly');

  const second = alone(synth((stack) => shop(stack, { retention: 5, prime: true })));
  await cloudformation.updateStack({ StackName: 'shop', TemplateBody: second, Capabilities });
  expect(await settled('shop')).toBe('UPDATE_COMPLETE');
  expect(await lab.events.describeArchive({ ArchiveName: 'orders' })).toMatchObject({ EventCount: 2, RetentionDays: 5 });
  expect((await lab.events.listTargetsByRule({ Rule: rule?.Name, EventBusName: 'shop' })).Targets).toHaveLength(1);
  expect((await lab.events.describeRule({ Name: rule?.Name, EventBusName: 'shop' })).EventPattern).toBe(
    '{"source":["shop"],"detail":{"prime":[true]}}',
  );

  const { Stacks } = await cloudformation.describeStacks({ StackName: 'shop' });
  await cloudformation.deleteStack({ StackName: 'shop' });
  expect(await settled(Stacks?.[0]?.StackId ?? '')).toBe('DELETE_COMPLETE');
  expect((await lab.events.listEventBuses({})).EventBuses?.map(({ Name }) => Name)).toEqual(['default']);
  expect((await lab.events.listArchives({})).Archives).toEqual([]);
  expect((await lab.events.listRules({})).Rules).toEqual([]);
});

test('a property that is not supported fails the stack by name', async () => {
  const TemplateBody = JSON.stringify({
    Resources: { Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'b', LogConfig: { Level: 'INFO' } } } },
  });
  const refused = async () => {
    await cloudformation.createStack({ StackName: 'logs', TemplateBody });
    await settled('logs');
    const { StackEvents } = await cloudformation.describeStackEvents({ StackName: 'logs' });
    throw new Error(StackEvents?.map(({ ResourceStatusReason }) => ResourceStatusReason).join(' '));
  };
  await expect(refused()).rejects.toThrow(/LogConfig/);
});

test('a template says that a bucket tells EventBridge', async () => {
  const TemplateBody = JSON.stringify({
    Resources: {
      Photos: {
        Type: 'AWS::S3::Bucket',
        Properties: {
          BucketName: 'photos',
          NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
        },
      },
    },
  });
  await cloudformation.createStack({ StackName: 'photos', TemplateBody });
  expect(await settled('photos')).toBe('CREATE_COMPLETE');
  const s3 = new S3({ ...lab.config, forcePathStyle: true });
  await s3.putObject({ Bucket: 'photos', Key: 'a.jpg', Body: 'x' });
  s3.destroy();
  expect((await lab.hops('events.put'))[0]?.detail).toMatchObject({ source: 'aws.s3', detailType: 'Object Created' });
});

import { CloudFormation } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import {
  App,
  CfnOutput,
  Duration,
  aws_dynamodb as dynamodb,
  aws_lambda as lambda,
  Stack,
  aws_lambda_event_sources as sources,
  aws_sqs as sqs,
} from 'aws-cdk-lib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Emulator, startEmulator } from '../../emulator.ts';

const account = '111122223333';
const region = 'eu-west-1';
let emulator: Emulator;
let settings: object;
beforeEach(async () => {
  emulator = await startEmulator({ port: 0, timeScale: 20 });
  settings = { endpoint: emulator.endpoint, region, credentials: { accessKeyId: account, secretAccessKey: 'x' } };
});
afterEach(() => emulator.stop());

/** The template that CDK makes of a stack, without the bootstrap version that only `cdk deploy` asks for. */
function synth(build: (stack: Stack) => void): string {
  const app = new App({ analyticsReporting: false });
  build(new Stack(app, 'Photos', { env: { account, region } }));
  const { Parameters: _, Rules: __, ...template } = app.synth().getStackByName('Photos').template;
  return JSON.stringify(template);
}

async function deploy(TemplateBody: string): Promise<Record<string, string>> {
  const cloudformation = new CloudFormation(settings);
  await cloudformation.createStack({ StackName: 'Photos', TemplateBody, Capabilities: ['CAPABILITY_IAM'] });
  for (;;) {
    const { Stacks } = await cloudformation.describeStacks({ StackName: 'Photos' });
    const { StackStatus, Outputs = [] } = Stacks?.[0] ?? {};
    if (StackStatus === 'CREATE_COMPLETE') return Object.fromEntries(Outputs.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]));
    if (!StackStatus?.endsWith('IN_PROGRESS')) {
      const { StackEvents = [] } = await cloudformation.describeStackEvents({ StackName: 'Photos' });
      throw new Error(`${StackStatus}: ${StackEvents.map(({ ResourceStatusReason }) => ResourceStatusReason ?? '').join('\n')}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const view = dynamodb.StreamViewType.NEW_AND_OLD_IMAGES;
const partitionKey = { name: 'id', type: dynamodb.AttributeType.STRING };

test.each<[string, (stack: Stack) => dynamodb.ITable]>([
  ['Table', (stack) => new dynamodb.Table(stack, 'Table', { partitionKey, stream: view })],
  ['TableV2', (stack) => new dynamodb.TableV2(stack, 'Table', { partitionKey, dynamoStream: view })],
])('a %s with a DynamoEventSource is deployed, and its function follows the filtered changes', async (_name, table) => {
  const outputs = await deploy(
    synth((stack) => {
      const dead = new sqs.Queue(stack, 'Dead');
      const fn = new lambda.Function(stack, 'Fn', {
        runtime: lambda.Runtime.NODEJS_22_X,
        handler: 'index.handler',
        code: lambda.Code.fromInline(`exports.handler = async ({ Records }) => {
          if (Records.some(({ dynamodb }) => dynamodb.NewImage.bad)) throw new Error('bad');
        }`),
      });
      const made = table(stack);
      fn.addEventSource(
        new sources.DynamoEventSource(made, {
          startingPosition: lambda.StartingPosition.TRIM_HORIZON,
          batchSize: 10,
          maxBatchingWindow: Duration.seconds(1),
          bisectBatchOnError: true,
          retryAttempts: 1,
          maxRecordAge: Duration.hours(1),
          parallelizationFactor: 2,
          reportBatchItemFailures: false,
          onFailure: new sources.SqsDlq(dead),
          filters: [lambda.FilterCriteria.filter({ dynamodb: { NewImage: { kind: { S: lambda.FilterRule.isEqual('photo') } } } })],
        }),
      );
      new CfnOutput(stack, 'TableName', { value: made.tableName });
      new CfnOutput(stack, 'DeadUrl', { value: dead.queueUrl });
    }),
  );
  const document = DynamoDBDocumentClient.from(new DynamoDBClient(settings));
  const put = (id: string, more: object) => document.send(new PutCommand({ TableName: outputs.TableName, Item: { id, ...more } }));
  await put('mail', { kind: 'mail' });
  await put('good', { kind: 'photo' });
  await put('bad', { kind: 'photo', bad: true });
  const eventOf = (id: string) =>
    emulator.events.since(0).find(({ type, detail }) => type === 'dynamodb.changed' && JSON.stringify(detail?.keys).includes(`"${id}"`))
      ?.messageId ?? '';
  const isOf = (id: string, type: string) => (hop: { type: string; detail?: Record<string, unknown> }) =>
    hop.type === type && (hop.detail?.messageIds as string[] | undefined)?.includes(eventOf(id)) === true;
  await emulator.events.waitFor(isOf('mail', 'esm.filtered'));
  await emulator.events.waitFor((hop) => isOf('good', 'esm.completed')(hop) && hop.detail?.reason === undefined);
  await emulator.events.waitFor(isOf('bad', 'esm.discarded'));
  const { Messages } = await new SQSClient(settings).send(new ReceiveMessageCommand({ QueueUrl: outputs.DeadUrl }));
  expect(JSON.parse(Messages?.[0]?.Body ?? '')).toMatchObject({
    requestContext: { condition: 'RetryAttemptsExhausted', approximateInvokeCount: 2 },
    DDBStreamBatchInfo: { batchSize: 1 },
  });
});

import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BaseCredentials, BootstrapEnvironments, type IIoHost, StackSelectionStrategy, Toolkit } from '@aws-cdk/toolkit-lib';
import { App, CfnOutput, CustomResource, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as cr from 'aws-cdk-lib/custom-resources';
import { type Emulator, startEmulator } from 'pushpull-emulator';
import { afterAll, beforeAll, expect, test } from 'vitest';

const place = { account: '000000000000', region: 'us-east-1' };
let emulator: Emulator;
let toolkit: Toolkit;
const said: string[] = [];
const ioHost: IIoHost = {
  notify: async ({ message }) => void said.push(message),
  requestResponse: async ({ defaultResponse }) => defaultResponse,
};

beforeAll(async () => {
  emulator = await startEmulator({ port: 0 });
  process.env.AWS_ENDPOINT_URL = emulator.endpoint;
  const credentials = { accessKeyId: place.account, secretAccessKey: 'local' };
  const baseCredentials = BaseCredentials.custom({ region: place.region, provider: async () => credentials });
  toolkit = new Toolkit({ ioHost, emojis: false, color: false, sdkConfig: { baseCredentials } });
  await toolkit.bootstrap(BootstrapEnvironments.fromList([`aws://${place.account}/${place.region}`]));
});
afterAll(() => emulator.stop());

/** One stack of CDK's constructs that bring functions of their own with them. */
function synth(outdir: string) {
  const app = new App({ outdir });
  const stack = new Stack(app, 'CustomStack');
  new s3.Bucket(stack, 'Photos', { bucketName: 'emptied-first', autoDeleteObjects: true, removalPolicy: RemovalPolicy.DESTROY });
  const parameter = new cr.AwsCustomResource(stack, 'Call', {
    onCreate: {
      service: 'SSM',
      action: 'putParameter',
      parameters: { Name: '/from/a/custom/resource', Value: 'v', Type: 'String' },
      physicalResourceId: cr.PhysicalResourceId.of('parameter'),
    },
    onDelete: { service: 'SSM', action: 'deleteParameter', parameters: { Name: '/from/a/custom/resource' } },
    policy: cr.AwsCustomResourcePolicy.fromSdkCalls({ resources: ['*'] }),
    installLatestAwsSdk: false,
  });
  const onEventHandler = new lambda.Function(stack, 'OnEvent', {
    runtime: lambda.Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: lambda.Code.fromInline(
      "exports.handler = async ({ RequestType }) => ({ PhysicalResourceId: 'own', Data: { Was: RequestType } })",
    ),
  });
  const { serviceToken } = new cr.Provider(stack, 'Provider', { onEventHandler });
  const own = new CustomResource(stack, 'Own', { serviceToken, resourceType: 'Custom::Own' });
  new CfnOutput(stack, 'ParameterVersion', { value: parameter.getResponseField('Version') });
  new CfnOutput(stack, 'Was', { value: own.getAttString('Was') });
  return app.synth();
}

test("CDK's own custom resources come up, and destroy leaves nothing, not even what is in the bucket", async () => {
  const outdir = join(tmpdir(), `pushpull-custom-${emulator.port}.cdk`);
  const source = await toolkit.fromAssemblyBuilder(async () => synth(outdir), { outdir });
  const stacks = { strategy: StackSelectionStrategy.ALL_STACKS };
  const deployed = await toolkit.deploy(source, { stacks, stackEventPollingInterval: 50 });
  expect(deployed.stacks[0]?.outputs, said.join('\n')).toEqual({ ParameterVersion: '1', Was: 'Create' });
  const call = <T>(service: 's3' | 'lambda' | 'ssm', operation: string, input: object) =>
    emulator.stack.call<T>(service, operation, input, place);
  await call('s3', 'PutObject', { Bucket: 'emptied-first', Key: 'photo', Body: Buffer.from('x') });

  await toolkit.destroy(source, { stacks });
  const { Buckets } = await call<{ Buckets: { Name: string }[] }>('s3', 'ListBuckets', {});
  expect(Buckets.map(({ Name }) => Name)).toEqual([expect.stringMatching(/^cdk-/)]);
  expect(await call('lambda', 'ListFunctions', {})).toMatchObject({ Functions: [] });
  await expect(call('ssm', 'GetParameter', { Name: '/from/a/custom/resource' })).rejects.toMatchObject({ code: 'ParameterNotFound' });
});

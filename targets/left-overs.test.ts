import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { EventBridge } from '@aws-sdk/client-eventbridge';
import { IAM } from '@aws-sdk/client-iam';
import { KMS } from '@aws-sdk/client-kms';
import { SecretsManager } from '@aws-sdk/client-secrets-manager';
import { SQS } from '@aws-sdk/client-sqs';
import { type Emulator, startEmulator } from 'pushpull-emulator';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { leftOvers } from './left-overs.ts';

let emulator: Emulator;
beforeEach(async () => {
  emulator = await startEmulator({ port: 0 });
});
afterEach(() => emulator.stop());

const settings = (endpoint: string) => ({
  endpoint,
  region: 'us-east-1',
  credentials: { accessKeyId: '000000000000', secretAccessKey: 'local' },
  maxAttempts: 1,
  requestHandler: { connectionTimeout: 60_000, requestTimeout: 60_000, throwOnRequestTimeout: true },
});

test('what a stack had under names of its own is found while it is there, and not when it is gone or going', async () => {
  const clients = settings(emulator.endpoint);
  const [events, secrets, kms] = [new EventBridge(clients), new SecretsManager(clients), new KMS(clients)];
  const { EventBusArn = '' } = await events.createEventBus({ Name: 'OrdersBus123' });
  await events.createArchive({ ArchiveName: 'orders', EventSourceArn: EventBusArn });
  const { ARN: secret = '' } = await secrets.createSecret({ Name: 'CrmSecret-1', SecretString: 's' });
  const { KeyMetadata: { KeyId = '' } = {} } = await kms.createKey({});
  const resources = [
    { type: 'AWS::Events::EventBus', id: 'OrdersBus123' },
    { type: 'AWS::Events::Archive', id: 'orders' },
    { type: 'AWS::SecretsManager::Secret', id: secret },
    { type: 'AWS::KMS::Key', id: KeyId },
  ];
  const stacks = [{ name: 'PushpullOrders', resources }];
  expect(await leftOvers(clients, stacks)).toEqual(resources.map(({ type, id }) => `${type} ${id}`));

  await events.deleteArchive({ ArchiveName: 'orders' });
  await events.deleteEventBus({ Name: 'OrdersBus123' });
  await secrets.deleteSecret({ SecretId: secret });
  await kms.scheduleKeyDeletion({ KeyId });
  expect(await leftOvers(clients, stacks)).toEqual([]);
});

test("what is named after a stack is found, whoever made it; another stack's is not", async () => {
  const clients = settings(emulator.endpoint);
  const [sqs, iam] = [new SQS(clients), new IAM(clients)];
  await sqs.createQueue({ QueueName: 'PushpullOrders-Late' });
  await sqs.createQueue({ QueueName: 'PushpullOrdersOther-Queue' });
  const AssumeRolePolicyDocument = '{"Version":"2012-10-17","Statement":[]}';
  await iam.createRole({ RoleName: 'PushpullOrders-Role-1', AssumeRolePolicyDocument });
  await iam.createRole({ RoleName: 'Somebody', AssumeRolePolicyDocument });
  const found = await leftOvers(clients, [{ name: 'PushpullOrders', resources: [] }]);
  expect(found).toEqual([expect.stringMatching(/^queue .*PushpullOrders-Late$/), 'role PushpullOrders-Role-1']);
});

test('a state machine that is being deleted is going; a service that does not say is named', async () => {
  const answers: Record<string, [number, object]> = {
    gone: [400, { __type: 'StateMachineDoesNotExist', message: 'no' }],
    going: [200, { status: 'DELETING' }],
    active: [200, { status: 'ACTIVE' }],
    secret: [400, { __type: 'AccessDeniedException', message: 'not you' }],
  };
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const [status, answer] = answers[JSON.parse(body).stateMachineArn] ?? [500, {}];
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const { stillThere } = await import('./still-there.ts');
    const resources = Object.keys(answers).map((id) => ({ type: 'AWS::StepFunctions::StateMachine', id }));
    expect(await stillThere(settings(`http://127.0.0.1:${(server.address() as AddressInfo).port}`), [{ resources }])).toEqual([
      'AWS::StepFunctions::StateMachine active',
      'AWS::StepFunctions::StateMachine secret, perhaps (AccessDeniedException: not you)',
    ]);
  } finally {
    server.close();
  }
});

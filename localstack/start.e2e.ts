import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, createConnection } from 'node:net';
import { networkInterfaces } from 'node:os';
import { CreateTableCommand, DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, expect, test } from 'vitest';
import { type Identity, runs } from './identity.ts';
import { install } from './install.ts';
import { descendants, startedBy } from './processes.ts';
import { run } from './run.ts';
import { type RunningLocalStack, startLocalStack } from './start.ts';

const started: (RunningLocalStack | Server)[] = [];
afterEach(async () => {
  for (const each of started.splice(0)) {
    if ('stop' in each) await each.stop();
    else each.close();
  }
});

const dynamodb = ({ endpoint }: { endpoint: string }) =>
  new DynamoDBClient({ endpoint, region: 'us-east-1', credentials: { accessKeyId: '000000000000', secretAccessKey: 'local' } });

const makeTable = (server: { endpoint: string }) =>
  dynamodb(server).send(
    new CreateTableCommand({
      TableName: 'things',
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    }),
  );

const connects = (host: string, port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = createConnection({ host, port, timeout: 2000 });
    const say = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => say(true));
    socket.once('error', () => say(false));
    socket.once('timeout', () => say(false));
  });

/** It stands in the command line of DynamoDB Local. */
async function portOfDynamodb({ process: { pid } }: RunningLocalStack): Promise<number> {
  const { output } = await run('ps', ['-ww', '-o', 'command=', '-p', (await descendants(pid)).join(',')]);
  return Number(/dynamodb.* -port (\d+)/.exec(output)?.[1]);
}

/** By a process of its own. */
async function startElsewhere() {
  const script = `
    import { startLocalStack } from '${new URL('./start.ts', import.meta.url).href}';
    const { process, endpoint, folder } = await startLocalStack();
    console.log(JSON.stringify({ server: process, endpoint, folder }));`;
  const parent = spawn(process.execPath, ['--input-type=module', '--eval', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  const line = await new Promise<string>((resolve) => parent.stdout.setEncoding('utf8').once('data', resolve));
  const found = JSON.parse(line) as { server: Identity; endpoint: string; folder: string };
  return { parent, ...found };
}

test('two run side by side with a state of their own, on loopback alone, and leave nothing behind', async () => {
  const servers = await Promise.all([startLocalStack(), startLocalStack({ settings: { maxBackoffOnEmptySeconds: 2 } })]);
  started.push(...servers);
  const [one, two] = servers as [RunningLocalStack, RunningLocalStack];
  expect(one.version).toBe('4.14.0');
  expect([one.settings.maxBackoffOnEmptySeconds, two.settings.maxBackoffOnEmptySeconds]).toEqual([10, 2]);
  await makeTable(one);
  expect((await dynamodb(one).send(new ListTablesCommand({}))).TableNames).toEqual(['things']);
  expect((await dynamodb(two).send(new ListTablesCommand({}))).TableNames).toEqual([]);
  const outside = Object.values(networkInterfaces()).flatMap((all = []) =>
    all.filter(({ internal, family }) => !internal && family === 'IPv4'),
  );
  const dynamodbPort = await portOfDynamodb(one);
  expect(await connects('127.0.0.1', dynamodbPort)).toBe(true);
  for (const { address } of outside)
    for (const port of [one.port, dynamodbPort]) expect(await connects(address, port), `${address}:${port}`).toBe(false);

  expect(await startedBy(one.folder)).not.toEqual([]);
  await one.stop();
  expect(await startedBy(one.folder)).toEqual([]);
  expect(existsSync(one.folder)).toBe(false);
  expect(await connects('127.0.0.1', one.port)).toBe(false);
});

test('it goes with the process that started it, even a killed one', async () => {
  const { parent, server, endpoint, folder } = await startElsewhere();
  await makeTable({ endpoint });
  expect(await startedBy(folder)).not.toEqual([]);
  parent.kill('SIGKILL');
  while ((await runs(server)) || (await startedBy(folder)).length > 0) await new Promise((resolve) => setTimeout(resolve, 200));
  // the next one takes the folder away
  started.push(await startLocalStack());
  expect(existsSync(folder)).toBe(false);
});

test('what outlives a LocalStack that is killed with its starter goes at the next start, and nothing of anybody else', async () => {
  const { parent, server, endpoint, folder } = await startElsewhere();
  await makeTable({ endpoint });
  // somebody who looks at its log
  const reader = spawn('tail', ['-f', `${folder}/localstack.log`], { stdio: 'ignore' });
  const readerGone = new Promise((resolve) => reader.once('exit', resolve));
  try {
    process.kill(server.pid, 'SIGSTOP');
    parent.kill('SIGKILL');
    process.kill(server.pid, 'SIGKILL');
    while (await runs(server)) await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await startedBy(folder)).not.toEqual([]);
    started.push(await startLocalStack());
    expect([await startedBy(folder), existsSync(folder), reader.exitCode, reader.signalCode]).toEqual([[], false, null, null]);
  } finally {
    reader.kill();
    await readerGone;
  }
});

test('a port in use is named', async () => {
  const server = createServer();
  started.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await expect(startLocalStack({ port })).rejects.toThrow(`Port ${port} is in use`);
});

test('one that cannot start says why, with the end of its log', () =>
  expect(startLocalStack({ environment: { GATEWAY_SERVER: 'none' } })).rejects.toThrow(/LocalStack ended while starting[\s\S]*none/));

test('installing again does nothing', async () => {
  const lines: string[] = [];
  await install({ onProgress: (line) => lines.push(line) });
  expect(lines).toEqual([]);
});

import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { COMPOSE_FILE, startDockerLocalStack, whyNoDocker } from './docker.ts';

/** A stand-in for `docker`, first on the PATH: writes down what it is told, and fails where FAIL says so. */
const STAND_IN = `#!/bin/sh
echo "$* port=$PUSHPULL_LOCALSTACK_PORT empty=$LAMBDA_EVENT_SOURCE_MAPPING_MAX_BACKOFF_ON_EMPTY_POLL_SEC token=$LOCALSTACK_AUTH_TOKEN" >> "$DOCKER_LOG"
case "$*" in *"$DOCKER_FAILS"*) echo "stand-in refuses: $*" >&2; exit 1;; esac
`;

const before = { ...process.env };
let folder: string;
let server: Server;
let port: number;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'docker-'));
  await mkdir(join(folder, 'bin'));
  await writeFile(join(folder, 'bin/docker'), STAND_IN);
  await chmod(join(folder, 'bin/docker'), 0o755);
  Object.assign(process.env, {
    PATH: `${folder}/bin:${before.PATH}`,
    DOCKER_LOG: join(folder, 'log'),
    DOCKER_FAILS: 'nothing',
    LOCALSTACK_AUTH_TOKEN: 'ls-token',
  });
  server = createServer((_request, response) => response.end(JSON.stringify({ version: '4.14.0', edition: 'community', services: {} })));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterEach(async () => {
  for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
  Object.assign(process.env, before);
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true });
});

const told = async () => (await readFile(join(folder, 'log'), 'utf8')).trim().split('\n');

test('up waits until it is healthy, and stop takes it down', async () => {
  const started = await startDockerLocalStack({ port, settings: { maxBackoffOnEmptySeconds: 3 } });
  expect(started).toMatchObject({ endpoint: `http://127.0.0.1:${port}`, version: '4.14.0' });
  await started.stop();
  const [, , up, down] = await told();
  expect(up).toBe(`compose --file ${COMPOSE_FILE} up --detach --wait port=${port} empty=3 token=ls-token`);
  expect(down).toMatch(`compose --file ${COMPOSE_FILE} down --volumes --remove-orphans port=${port}`);
});

test('a container that does not start is taken down, with the reason', async () => {
  process.env.DOCKER_FAILS = 'up --detach';
  await expect(startDockerLocalStack({ port })).rejects.toThrow(/could not start LocalStack:\nstand-in refuses/);
  expect((await told()).at(-1)).toContain('down');
});

test.each([
  ['info', 'no Docker engine answers'],
  ['compose version', 'docker has no compose plugin'],
])('without %s it says so, and offers the way without Docker', async (command, why) => {
  process.env.DOCKER_FAILS = command;
  expect(await whyNoDocker()).toBe(why);
  await expect(startDockerLocalStack({ port })).rejects.toThrow(
    `${why}. The same LocalStack runs without it: npm run localstack -- --no-docker`,
  );
});

test('no docker command', async () => {
  process.env.PATH = join(folder, 'empty');
  expect(await whyNoDocker()).toBe('there is no docker command');
});

test('the compose file pins 4.14.0, listens on loopback alone, and passes the token through', async () => {
  const text = await readFile(COMPOSE_FILE, 'utf8');
  expect(text).toMatch(/^ {4}image: localstack\/localstack:\$\{LOCALSTACK_VERSION:-4\.14\.0\}$/m);
  expect(text).toMatch(/^ {6}- "127\.0\.0\.1:\$\{PUSHPULL_LOCALSTACK_PORT:-4566\}:\$\{PUSHPULL_LOCALSTACK_PORT:-4566\}"$/m);
  expect(text).toMatch(/^ {6}LOCALSTACK_AUTH_TOKEN:$/m);
});

test('an interrupted start takes the container down, and says so', async () => {
  const controller = new AbortController();
  const reason = new Error('Interrupted');
  const started = startDockerLocalStack({ port, signal: controller.signal, onProgress: () => controller.abort(reason) });
  await expect(started).rejects.toBe(reason);
  expect((await told()).at(-1)).toContain('down');
});

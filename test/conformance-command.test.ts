import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startEmulator } from 'pushpull-emulator';
import { expect, test } from 'vitest';
import { run } from './support/command.ts';

const conformance = (...args: string[]) => run('node', ['bin/pushpull.ts', 'conformance', ...args]);

test('runs what is asked for against an endpoint', async () => {
  const emulator = await startEmulator({ port: 0 });
  try {
    const { code, output } = await conformance('--endpoint', emulator.endpoint, '--only', 'identity', 'sqs/empty');
    expect(output).toContain('ok       sqs/empty');
    expect(output).toMatch(/6 of 6 as AWS documents/);
    expect(code).toBe(0);
  } finally {
    await emulator.stop();
  }
});

test('says what differs, as JSON too, with exit code 1', async () => {
  const server = createServer((_, response) => response.writeHead(404).end('{}'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    const { code, stdout } = await conformance('--endpoint', endpoint, '--only', 'sqs/empty', '--json');
    const answer = JSON.parse(stdout);
    expect(answer).toMatchObject({ endpoint, passed: 0, of: 1, results: [{ id: 'sqs/empty', status: 'differs' }] });
    expect(answer.results[0].message).not.toBe('');
    expect(code).toBe(1);
  } finally {
    server.close();
  }
});

test('a website is one error in one line, from conformance and from deploy', async () => {
  const page = '<!doctype html>\n<html><head><title>Shop</title></head><body><p>hello</p></body></html>';
  const server = createServer((_, response) => response.writeHead(200, { 'content-type': 'text/html', server: 'nginx' }).end(page));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    const asked = await conformance('--endpoint', endpoint);
    expect(asked.stderr).toMatch(
      /^What answers at \S+ is no AWS stack: HTTP 200, a page "Shop" \(nginx\)\. Start one \(pushpull up\).*\n$/,
    );
    expect([asked.code, asked.stdout]).toEqual([1, '']);
    const deployed = await run('node', ['bin/pushpull.ts', 'deploy', '--endpoint', endpoint]);
    expect(deployed.stderr).toMatch(/^What answers at \S+ is no AWS stack: HTTP 200, a page "Shop" \(nginx\)\. Nothing was deployed\.\n/);
    expect(deployed.output).not.toContain('<p>');
    expect(deployed.code).toBe(1);
  } finally {
    server.close();
  }
});

test.for([
  ['another machine', ['--endpoint', 'https://sqs.us-east-1.amazonaws.com'], '--allow-remote', 2],
  ['an unknown case', ['--only', 'sqs/nothing'], 'sqs/nothing', 2],
  ['no URL', ['--endpoint', 'nowhere'], 'no URL', 2],
  ['nothing there', ['--endpoint', 'http://127.0.0.1:9'], 'Nothing answers', 1],
] as const)('refuses %s', async ([, args, message, exitCode]) => {
  const { code, stderr } = await conformance(...args);
  expect(stderr).toContain(message);
  expect(code).toBe(exitCode);
});

test('lists the cases', async () => {
  const { code, stdout } = await conformance('--list', '--only', 'sns');
  expect(stdout).toMatch(/^sns\/fan-out +Every subscribed queue/m);
  expect(stdout).not.toContain('sqs/');
  expect(code).toBe(0);
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { type Identity, identify, identityText, parseIdentity, runs } from './identity.ts';

test('a process is itself while it lives, and nobody afterwards', async () => {
  const child = spawn(process.execPath, ['--eval', 'process.stdin.resume()'], { stdio: ['pipe', 'ignore', 'inherit'] });
  const found = (await identify(child.pid as number)) as Identity;
  expect(found).toEqual(await identify(found.pid));
  expect(await runs(found)).toBe(true);
  // its number, given to another one
  expect(await runs({ ...found, started: `${found.started}0` })).toBe(false);
  const gone = once(child, 'exit');
  child.stdin?.end();
  await gone;
  expect([await runs(found), await identify(found.pid)]).toEqual([false, undefined]);
});

test.runIf(process.platform === 'linux')('a killed process runs until its last thread has let go of what it had', async () => {
  const script = `
    globalThis.held = Buffer.alloc(300e6, 1);
    const server = require('node:net').createServer().listen(0, '127.0.0.1', () => console.log(server.address().port));`;
  for (let round = 0; round < 5; round++) {
    const child = spawn(process.execPath, ['--eval', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    const port = await new Promise<number>((resolve) => child.stdout.once('data', (line) => resolve(Number(line))));
    const found = (await identify(child.pid as number)) as Identity;
    child.kill('SIGKILL');
    while (await runs(found));
    const [error] = await once(connect({ host: '127.0.0.1', port }), 'error');
    expect(error).toMatchObject({ code: 'ECONNREFUSED' });
  }
});

test('as text and back', async () => {
  const mine = (await identify(process.pid)) as Identity;
  expect(parseIdentity(`${identityText(mine)}\n`)).toEqual(mine);
  for (const text of ['', '12', 'x 12', '12 ']) expect(parseIdentity(text)).toBeUndefined();
});

import { expect, test } from 'vitest';
import { run } from './run.ts';

/** A Node process that runs this. */
const node = (script: string, options: Parameters<typeof run>[2] = {}) => run(process.execPath, ['--eval', script], options);

test('lines are whole however they come, from both streams, the last one too', async () => {
  const lines: string[] = [];
  const script = `
    const write = (stream, ...chunks) => chunks.length && stream.write(chunks[0], () => setTimeout(write, 20, stream, ...chunks.slice(1)));
    write(process.stdout, 'Coll', 'ecting pip\\nInsta', 'lling\\r50 %\\r100', ' %');
    write(process.stderr, 'war', 'ning');`;
  const { code } = await node(script, { onLine: (line) => lines.push(line) });
  expect(code).toBe(0);
  expect(lines.sort()).toEqual(['100 %', '50 %', 'Collecting pip', 'Installing', 'warning']);
});

test('a program that fails, and one that is not there, are told apart', async () => {
  expect(await node('console.error("no"); process.exit(3)')).toEqual({ code: 3, output: 'no\n' });
  expect(await run('no-such-program', [])).toEqual({ output: expect.stringContaining('ENOENT') });
});

test('an abort ends the program, waits until it has gone, and throws its reason', async () => {
  const controller = new AbortController();
  const reason = new Error('Interrupted');
  let pid = 0;
  const running = node('console.log(process.pid); setInterval(() => {}, 1000)', {
    signal: controller.signal,
    onLine: (line) => {
      pid = Number(line);
      controller.abort(reason);
    },
  });
  await expect(running).rejects.toBe(reason);
  expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  await expect(node('', { signal: controller.signal })).rejects.toBe(reason);
});

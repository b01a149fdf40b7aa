import { join } from 'node:path';
import { expect, test } from 'vitest';
import { HERE, ROOT } from './paths.ts';
import { findPython } from './python.ts';
import { run } from './run.ts';

test('the tests of the Python plugin', async () => {
  const { path } = await findPython();
  const { code, output } = await run(path, ['-W', 'error', '-m', 'unittest', 'discover', '--start-directory', join(HERE, 'plugin/tests')], {
    cwd: ROOT,
    env: { PYTHONPATH: join(HERE, 'plugin'), PYTHONDONTWRITEBYTECODE: '1', PUSHPULL_NODE: process.execPath },
  });
  expect(output).toContain('OK');
  expect(code, output).toBe(0);
});

import { Command } from 'commander';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { EXIT } from '../../compare/errors.ts';
import { compare } from './compare.ts';

/** Why `pushpull compare …` is refused, and what commander wrote of it. */
async function refused(...args: string[]) {
  vi.spyOn(console, 'log').mockImplementation(() => {});
  let written = '';
  const program = new Command()
    .showHelpAfterError('(--help shows the options)')
    .exitOverride()
    .configureOutput({ writeErr: (text) => void (written += text) });
  compare(program);
  const error = await program.parseAsync(['compare', ...args], { from: 'user' }).then(
    () => undefined,
    (error: Error & { exitCode: number }) => error,
  );
  return { name: error?.name, exitCode: error?.exitCode, message: error?.message, written };
}

afterEach(() => void vi.restoreAllMocks());

describe('a plan that cannot be deployed is refused in a line, before anything starts', () => {
  test.each([
    [['rest', '--modes', 'push,push'], /^Two lanes would have one name \(push\): name each mode and each setting once\.$/],
    [
      ['batch-window', '--batch-size', '100', '--batch-window-s', '0'],
      /^No lane is left: batches above 10 need a window .*--batch-size 100/,
    ],
    [['batch-window', '--batch-size', '20000'], /^--batch-size takes whole numbers from 1 to 10000, and 20000 is none\.$/],
    [['memory', '--memory-mb', '1'], /^--memory-mb takes whole numbers from 128 to 10240, and 1 is none\.$/],
  ])('%j', async (args, message) => {
    expect(await refused(...args)).toMatchObject({ name: 'UserError', exitCode: EXIT.usage, message: expect.stringMatching(message) });
  });
});

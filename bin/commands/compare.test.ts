import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
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

describe('a wrong option is refused as everywhere, with a hint at --help', () => {
  test.each([
    [['rest', '--bogus'], /unknown option '--bogus'/],
    [['rest', '--messages', '0'], /'--messages <value>' argument '0' is invalid\. .*>=1/],
    [['rest', '--rate', '1e9'], /'--rate <value>' argument '1e9' is invalid\. .*<=10000/],
    [['rest', '--repetitions', '0'], /It must be a whole number from 1 to 100000/],
    [['rest', '--time-scale', '1e9'], /It must be a number above 0, at most 100000\./],
    [['rest', '--target', 'moon'], /Allowed choices are embedded, localstack, aws/],
    [['rest', 'extra'], /too many arguments/],
    [['report', 'run', 'extra'], /too many arguments/],
    [['--bogus'], /unknown option '--bogus'/],
    [['own'], /missing required argument 'config'/],
    [['modes', '--bogus'], /unknown option/],
    [['report'], /missing required argument 'run'/],
    [['against', '--bogus'], /unknown option/],
  ])('%j', async (args, message) => {
    const { name, written } = await refused(...args);
    expect(name).toBe('CommanderError');
    expect(written).toMatch(message);
    expect(written).toContain('(--help shows the options)');
  });
});

test('an experiment that there is not is what is wrong, and not its options', async () => {
  const { exitCode, message } = await refused('nothing', '--modes', 'push', 'more');
  expect([exitCode, message]).toEqual([EXIT.usage, expect.stringMatching(/nothing.*rest/s)]);
});

describe('a folder that cannot be written to is refused before anything starts', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pushpull-compare-'));
    const arn = 'arn:aws:sqs:us-east-1:000000000000:theirs';
    await writeFile(join(folder, 'own.json'), JSON.stringify({ lanes: [{ title: 'theirs', arn, stamp: { http: {} } }] }));
  });
  afterAll(() => rm(folder, { recursive: true }));

  test.each(['own.json', 'own.json/below'])('%s', async (name) => {
    const out = join(folder, name);
    for (const command of [['rest'], ['own', join(folder, 'own.json')]])
      expect(await refused(...command, '--out', out)).toMatchObject({
        ...{ name: 'UserError', exitCode: EXIT.usage },
        message: expect.stringMatching(/^Nothing can be written to --out .+: E(EXIST|NOTDIR).*$/),
      });
  });
});

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

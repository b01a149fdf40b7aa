import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Command } from 'commander';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { EXIT } from '../../compare/errors.ts';
import { lane } from '../../compare/lab/lane.ts';
import { readRun } from '../../compare/lab/report/read-run.ts';
import { plausibleRun } from '../../compare/lab/testing.ts';
import { seeded } from '../../compare/simulate/random.ts';
import { present } from './compare-present.ts';
import { againstCommand, reportCommand } from './compare-reports.ts';

let folder = '';
const kept = (name: string) => join(folder, name);
const run = (pull: number, seed: number, alter = {}) => ({
  ...plausibleRun({ push: 60, pull }, { random: seeded(seed), lanes: [lane('push'), lane('pull')] }),
  ...alter,
});

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pushpull-compare-'));
  const late = run(20, 1);
  const files = {
    before: run(20, 1),
    after: run(40, 2),
    other: run(20, 1, { knobs: { rate: 9 } }),
    late: { ...late, rows: late.rows.map((row) => ({ ...row, intendedAt: row.sentAt - 900 })) },
    wrong: { ...late, sent: late.sent.map((one) => ({ ...one, count: one.count + 1 })) },
  };
  for (const [name, one] of Object.entries(files)) await writeFile(kept(`${name}.json`), JSON.stringify(one));
});
afterAll(() => rm(folder, { recursive: true, force: true }));
afterEach(() => void vi.restoreAllMocks());

/** What a command prints on stdout. */
async function printed(command: Command, ...args: string[]): Promise<string> {
  const lines: string[] = [];
  vi.spyOn(console, 'log').mockImplementation((line) => void lines.push(String(line)));
  vi.spyOn(console, 'error').mockImplementation(() => {});
  await command.exitOverride().parseAsync(args, { from: 'user' });
  return lines.join('\n');
}

test('a kept run is reported again, and written', async () => {
  const text = await printed(reportCommand(), kept('before.json'), '--out', kept('out'));
  expect(text).toContain('all 200 delivered');
  expect((await readdir(kept('out'))).sort()).toEqual(['plots', 'report.html', 'report.json', 'report.md', 'rows.csv', 'run.json']);
  expect(await printed(reportCommand(), kept('out'))).toBe(text);
});

test('a folder that cannot be written to is refused before anything is printed', async () => {
  const log = vi.spyOn(console, 'log').mockImplementation(() => {});
  const wrong = reportCommand().parseAsync([kept('before.json'), '--out', kept('after.json')], { from: 'user' });
  await expect(wrong).rejects.toMatchObject({
    exitCode: EXIT.usage,
    message: expect.stringMatching(/^Nothing can be written to --out .*after\.json: E.*Name a folder that you may write to\.$/),
  });
  expect(log).not.toHaveBeenCalled();
});

test('a run whose files fail all the same is printed first', async () => {
  const lines: string[] = [];
  vi.spyOn(console, 'log').mockImplementation((line) => void lines.push(String(line)));
  const wrong = present(await readRun(kept('before.json')), { json: true, out: kept('after.json') });
  await expect(wrong).rejects.toMatchObject({
    exitCode: EXIT.failed,
    message: expect.stringMatching(/^The run is above, .*after\.json.*E/),
  });
  expect(JSON.parse(lines.join('')).rows).toHaveLength(400);
});

test('one lane is no lanes, and interleaved with nothing', async () => {
  const alone = plausibleRun({ pull: 20 }, { random: seeded(1), lanes: [lane('pull')] });
  await writeFile(kept('alone.json'), JSON.stringify(alone));
  expect(await printed(reportCommand(), kept('alone.json'), '--out', kept('alone'))).toMatch(/: 1 lane, \d+ ×/);
  expect(await readFile(kept('alone/report.md'), 'utf8')).toContain(', 1 lane, ');
});

test('as JSON: the run, which can be read again, and its figures', async () => {
  const json = await printed(reportCommand(), kept('before.json'), '--json', '--against', kept('after.json'));
  const { rows, report } = JSON.parse(json);
  expect(rows).toHaveLength(400);
  expect(report.lanes[0].times.trigger[50].ms).toBeGreaterThan(0);
  expect(report.against.changes.some(({ changed }: { changed: string }) => changed === 'certain')).toBe(true);
  await writeFile(kept('again.json'), json);
  expect(await printed(againstCommand(), kept('again.json'), kept('before.json'))).toContain('No time changed beyond noise.');
});

test('what changed, as text and as JSON', async () => {
  expect(await printed(againstCommand(), kept('before.json'), kept('after.json'))).toMatch(/• pull: trigger p50 .* slower by/);
  expect(JSON.parse(await printed(againstCommand(), kept('before.json'), kept('after.json'), '--json')).changes).toHaveLength(12);
});

test.each([
  ['a late generator', 'late.json', EXIT.failed, /generator fell behind/],
  ['a ledger that does not add up', 'wrong.json', EXIT.failed, /ledger does not add up: push, pull/],
  ['a file that is not there', 'nothing.json', EXIT.usage, /can't be read/],
])('%s is an exit code of its own', async (_, file, exitCode, message) => {
  const error = await printed(reportCommand(), kept(file)).catch((error: unknown) => error);
  expect(error).toMatchObject({ exitCode, message: expect.stringMatching(message) });
});

test('other knobs are refused by name', async () => {
  const error = await printed(againstCommand(), kept('before.json'), kept('other.json')).catch((error: unknown) => error);
  expect(error).toMatchObject({ exitCode: EXIT.usage, message: expect.stringMatching(/--rate 5 before, 9 now/) });
});

import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { UserError } from '../../errors.ts';
import { seeded } from '../../simulate/random.ts';
import { lane } from '../lane.ts';
import type { Run } from '../run.ts';
import { plausibleRun } from '../testing.ts';
import { against } from './against.ts';
import { documentOf } from './document.ts';
import { htmlOf } from './html.ts';
import { reportJson } from './json.ts';
import { markdownOf } from './markdown.ts';
import { parseRun, readRun } from './read-run.ts';
import { terminalText } from './terminal.ts';
import { writeReport } from './write-report.ts';

const MEDIANS = { sync: 6, push: 60, pull: 20, 'short-poll': 500 };
const measured = (options: Partial<Run> = {}, seed = 1): Run => ({
  ...plausibleRun(MEDIANS, {
    random: seeded(seed),
    alter: (row, i) => (row.lane === 'Push' && i === 7 ? { ...row, mails: 0, fate: 'lost' } : row),
  }),
  faults: [{ what: 'the provider is down & <out>', fromS: 2, untilS: 4 }],
  question: 'Which is "faster" & why <so>?',
  ...options,
});
const late = () => {
  const run = measured();
  return { ...run, rows: run.rows.map((row) => ({ ...row, intendedAt: row.sentAt - 200 })) };
};
const plain = { colour: false, columns: 100 };

describe('a run as HTML', () => {
  const html = htmlOf(documentOf(measured()));

  test('is one file: nothing is fetched, and no script is needed', () => {
    expect(html).not.toMatch(/<script|<link|<img|<iframe|@import|url\((?!#)|\bsrc=|srcset/i);
    const addresses = [...html.matchAll(/(?:href|xmlns)="([^"]*)"/g)].map(([, address = '']) => address);
    expect(addresses.filter((address) => !address.startsWith('#') && address !== 'http://www.w3.org/2000/svg')).toEqual([]);
  });

  test('every reference within it has its place', () => {
    const ids = [...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const refs = [...html.matchAll(/href="#([^"]*)"|url\(#([^)]*)\)/g)].map(([, a, b]) => a ?? b);
    const labels = [...html.matchAll(/aria-labelledby="([^"]*)"/g)].flatMap(([, both = '']) => both.split(' '));
    expect([...refs, ...labels].filter((id) => !ids.includes(id))).toEqual([]);
  });

  test('what people wrote is text in it', () => {
    expect(html).toContain('Which is &#34;faster&#34; &#38; why &#60;so&#62;?');
    expect(html).not.toContain('<so>');
  });

  test('what is lost is marked', () => {
    expect(html).toMatch(/<td class="number bad">1<\/td>/);
    expect(html).toContain('1 LOST');
  });

  test('light, dark and paper', () => {
    expect(html).toContain('prefers-color-scheme:dark');
    expect(html).toContain('@media print');
  });
});

describe('plots as files of their own', () => {
  const { files, markdown } = markdownOf(documentOf(measured()));
  const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '' });

  test('there are some, and Markdown shows each', () => {
    expect([...files.keys()]).toEqual(
      expect.arrayContaining(['plots/trigger.svg', 'plots/backlog.svg', 'plots/costs.svg', 'plots/cost-by-rate.svg']),
    );
    for (const file of files.keys()) expect(markdown).toContain(`](${file})`);
  });

  test.each([...files])('%s is well-formed, titled, described, and has no NaN', (_, svg) => {
    expect(XMLValidator.validate(svg)).toBe(true);
    const { svg: root } = parser.parse(svg);
    expect(root.role).toBe('img');
    expect(root.title['#text'].length).toBeGreaterThan(5);
    expect(root.desc['#text'].length).toBeGreaterThan(20);
    expect(svg).not.toMatch(/NaN|Infinity|undefined|\[object/);
  });

  test('they hold the numbers of the tables', () => {
    const report = reportJson(measured());
    const svg = files.get('plots/trigger.svg') ?? '';
    for (const { lane, times } of report.lanes as { lane: { title: string }; times: { trigger: Record<50, { ms: number }> } }[]) {
      expect(svg).toContain(
        `${lane.title}: p50 ${Math.round(times.trigger[50].ms) < 10 ? times.trigger[50].ms.toFixed(1) : Math.round(times.trigger[50].ms)} ms`,
      );
    }
    expect(files.get('plots/backlog.svg')).toContain('the provider is down &#38; &#60;out&#62;, from 2 s to 4 s');
  });

  test('charts of costs say what they assume, beside what simulate does', () => {
    expect(files.get('plots/cost-by-rate.svg')).toMatch(/by messages a second: BatchSize 10, no window, a consumer of \d+ ms, 512 MB/);
    expect(markdown).toMatch(/whose provider takes 0 ms\. `pushpull simulate --crossovers` assumes a provider of 100 ms/);
  });

  test('a fault that lasts by a scaled clock is told by both', () => {
    const scaled = measured({ target: { ...measured().target, timeScale: 5 } });
    for (const report of [terminalText(scaled, plain).replaceAll('\n', ' '), markdownOf(documentOf(scaled)).markdown])
      expect(report).toContain('from 2 s to 4 s, 10 s by the stack’s clock ×5.');
    expect(htmlOf(documentOf(scaled))).toContain('from 2 s to 4 s, 10 s by the stack’s clock ×5');
  });
});

test('wide sweeps: thirty lanes, all of them named, and few sentences', () => {
  const lanes = Array.from({ length: 30 }, (_, i) => lane('pull', { batchSize: 1 + (i % 10) }, `pull, batch ${1 + (i % 10)}, try ${i}`));
  const run = plausibleRun({ pull: 20 }, { random: seeded(1), messages: 10, lanes });
  const text = terminalText(run, plain);
  expect(Math.max(...text.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(100);
  expect(text).toContain('30 lanes  every message delivered');
  const html = htmlOf(documentOf(run));
  for (const { title } of lanes) expect(html).toContain(title);
});

test('cold starts are counted where they happened, at consumers and at entrances, in every report', () => {
  const run = plausibleRun({ push: 20 }, { random: seeded(5), alter: (row, i) => ({ ...row, cold: i < 17, entranceCold: i < 23 }) });
  expect(reportJson(run).lanes[0]).toMatchObject({ cold: { consumer: 17, entrance: 23 } });
  expect(terminalText(run, plain)).toMatch(/cold: consumer +entrance +a second(.|\n)* 17 +23 /);
  expect(markdownOf(documentOf(run)).markdown).toMatch(/cold: consumer \| its trigger \| cold: entrance(.|\n)*\| 17 \| \d+ ms \| 23 \|/);
});

describe('in a terminal', () => {
  test.each([80, 100, 120])('of %d columns no line is broken by it', (columns) => {
    for (const run of [measured(), late()])
      for (const line of terminalText(run, { colour: false, columns }).split('\n')) expect(line.length).toBeLessThanOrEqual(columns);
  });

  test('the clock is defined first; lost is red', () => {
    const text = terminalText(measured(), plain);
    expect(text.indexOf('Times are real milliseconds.')).toBeLessThan(text.indexOf('p50'));
    // biome-ignore lint/suspicious/noControlCharactersInRegex: terminals' colours are such
    expect(terminalText(measured(), { ...plain, colour: true })).toMatch(/\u001b\[1m\u001b\[31m +1\u001b/);
  });

  test('what changed since an earlier run', () => {
    const before = measured({}, 2);
    const after = {
      ...measured(),
      rows: measured().rows.map((row) => (row.lane === 'Sync' ? { ...row, answeredAt: row.answeredAt + 40 + (row.repetition % 2) } : row)),
    };
    expect(terminalText(after, { ...plain, against: against(before, after) })).toMatch(
      /• sync: answered p50 8\.0 ms → 49 ms, slower by 40\.6 ms/,
    );
  });
});

describe('where the generator fell behind', () => {
  test('there are no times and no comparisons, in any report', () => {
    const run = late();
    const text = terminalText(run, plain);
    const document = documentOf(run);
    expect(text).toContain('the load generator fell behind (200 ms');
    for (const report of [text, htmlOf(document), markdownOf(document).markdown]) {
      expect(report).toContain('LOST');
      expect(report).not.toMatch(/p50|slower than|the sender waited/);
    }
    expect(markdownOf(document).files.size).toBe(0);
    expect(JSON.stringify(reportJson(run))).not.toContain('"times"');
  });
});

describe('where the generator fell behind, what rests on counts is told', () => {
  const said = (experiment: string) => {
    const run = { ...late(), experiment };
    const reports = [terminalText(run, plain), htmlOf(documentOf(run)), JSON.stringify(reportJson(run))];
    return reports.map((report) => report.replaceAll(/\s+/g, ' ')).join();
  };

  test.each([
    ['ordering', 'no two messages of a group were sent one after the other'],
    ['duplicates', 'no mail too many'],
    ['poison', '0 of 0 poison messages are in the dead-letter queue'],
    ['size', 'delivered'],
    ['crash', 'mailed more than once'],
    ['outage', 'sent during the outage'],
    ['throttled', '199 of 200 delivered'],
    ['fan-out', 'reached all 1'],
  ])('%s', (experiment, sentence) => {
    const text = said(experiment);
    expect(text).toContain(sentence);
    expect(text).toContain('the load generator fell behind');
    expect(text).not.toMatch(/half (of the others )?took|the slowest|came .* after its end|half had the first/);
  });

  test.each(['burst', 'batch-window', 'saturation'])('and %s, which is about times, says nothing', (experiment) => {
    expect(reportJson({ ...late(), experiment }).findings).toEqual([]);
  });
});

describe('in a folder', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pushpull-report-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test('everything is there, and the run is read back as it was', async () => {
    const run = measured();
    const names = await writeReport(folder, run);
    expect(names).toEqual(['run.json', 'rows.csv', 'report.json', 'report.html', 'report.md', 'plots/']);
    expect(await readRun(folder)).toEqual(JSON.parse(JSON.stringify(run)));
    expect(await readRun(join(folder, 'run.json'))).toEqual(await readRun(folder));
    expect((await readFile(join(folder, 'rows.csv'), 'utf8')).split('\r\n')).toHaveLength(run.rows.length + 2);
  });

  test('a file that is none says what is wrong with it', async () => {
    await expect(readRun(join(folder, 'nothing.json'))).rejects.toThrow(UserError);
    expect(() => parseRun('{', 'a.json')).toThrow(/a\.json is not JSON/);
    const broken = { ...measured(), rows: [{ ...measured().rows[0], fate: 'eaten' }] };
    expect(() => parseRun(JSON.stringify(broken), 'a.json')).toThrow(/no run\.json of pushpull compare: rows\.0\.fate/);
  });
});

import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { toCsv } from '../row.ts';
import type { Run } from '../run.ts';
import type { Against } from './against.ts';
import { documentOf } from './document.ts';
import { htmlOf } from './html.ts';
import { reportJson } from './json.ts';
import { markdownOf } from './markdown.ts';

/** Writes everything that there is of a run into a folder; answers the files' names. */
export async function writeReport(folder: string, run: Run, against?: Against): Promise<string[]> {
  const document = documentOf(run, against);
  const { markdown, files } = markdownOf(document);
  const all = new Map([
    ['run.json', `${JSON.stringify(run)}\n`],
    ['rows.csv', toCsv(run.rows)],
    ['report.json', `${JSON.stringify(reportJson(run, against), null, 2)}\n`],
    ['report.html', htmlOf(document)],
    ['report.md', markdown],
    ...files,
  ]);
  for (const [name, text] of all) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return [...[...all.keys()].filter((name) => !files.has(name)), ...(files.size > 0 ? ['plots/'] : [])];
}

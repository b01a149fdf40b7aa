import { styleText } from 'node:util';
import { Command } from 'commander';
import { against } from '../../compare/lab/report/against.ts';
import { againstLines } from '../../compare/lab/report/against-lines.ts';
import { readRun } from '../../compare/lab/report/read-run.ts';
import { present, terminal } from './compare-present.ts';
import { needFolder } from './out-folder.ts';

/** `pushpull compare report`: the reports of a run that was kept, made again. */
export const reportCommand = (): Command =>
  new Command('report')
    .description('print the report of a run that was kept, and write it with --out')
    .argument('<run>', 'run.json, or the folder that holds it')
    .option('--out <folder>', 'write run.json, rows.csv, report.html, report.md and report.json there')
    .option('--against <run>', 'an earlier run of the same experiment: what changed beyond noise')
    .option('--json', 'print the run and its figures as JSON')
    .addHelpText(
      'after',
      '\nExamples:\n  pushpull compare report results --out results\n  pushpull compare report results/run.json --json\n',
    )
    .action(async (path: string, { against: earlier, ...options }: { out?: string; json?: boolean; against?: string }) => {
      const run = await readRun(path);
      const previous = earlier === undefined ? undefined : await readRun(earlier);
      await needFolder(options.out);
      await present(run, { ...options, previous });
    });

/** `pushpull compare against`: two runs that were kept. */
export const againstCommand = (): Command =>
  new Command('against')
    .description('what changed beyond noise from one kept run to another of the same experiment with the same knobs')
    .argument('<before>', 'run.json, or the folder that holds it')
    .argument('<after>')
    .option('--json', 'print every comparison as JSON')
    .addHelpText('after', '\nExamples:\n  pushpull compare against monday/run.json tuesday/run.json\n')
    .action(async (before: string, after: string, { json }: { json?: boolean }) => {
      const found = against(await readRun(before), await readRun(after));
      const { colour, columns } = terminal();
      if (json) console.log(JSON.stringify(found, null, 2));
      else
        console.log(
          againstLines(found, columns, (format, text) => (colour ? styleText(format, text, { validateStream: false }) : text)).join('\n'),
        );
    });

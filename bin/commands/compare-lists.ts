import { Command } from 'commander';
import { EXPERIMENTS } from '../../compare/lab/experiments.ts';
import { MODES } from '../../compare/lab/modes.ts';
import { wrapped } from '../../compare/report/wrap.ts';
import { terminal } from './compare-present.ts';

/** What `pushpull compare` answers without an experiment: which there are, and what each asks. */
export const experimentsText = (columns: number): string =>
  [
    'Experiments:',
    ...named(
      EXPERIMENTS.map(({ name, question }) => [name, question]),
      columns,
    ),
    '',
    'pushpull compare <experiment> --help has its knobs.',
    'pushpull compare modes lists the delivery modes.',
  ].join('\n');

/** `pushpull compare modes` */
export const modesCommand = (): Command =>
  new Command('modes')
    .description('list the delivery modes, and what tries again in each')
    .option('--json', 'as JSON, with the figures of AWS that are known of each')
    .action(({ json }: { json?: boolean }) =>
      console.log(json ? JSON.stringify(MODES.map(modeJson), null, 2) : modesText(terminal().columns)),
    );

export const modesText = (columns: number): string =>
  named(
    MODES.map(({ name, how, retries }) => [name, `${how}. Tried again: ${retries}.`]),
    columns,
  ).join('\n');

const modeJson = ({ name, how, retries, fansOut = false, simulated: { triggerMs, source } }: (typeof MODES)[number]) => ({
  ...{ name, how, retries, fansOut },
  aws: { triggerMs: Object.fromEntries(triggerMs.map(([share, ms]) => [`p${share * 100}`, ms])), source },
});

function named(all: readonly (readonly [string, string])[], columns: number): string[] {
  const width = Math.max(...all.map(([name]) => name.length));
  return all.flatMap(([name, text]) => wrapped(`  ${name.padEnd(width)}  ${text}`, Math.min(columns, 120), width + 4));
}

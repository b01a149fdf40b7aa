/**
 * Writes docs/lab/experiments.md from the experiments themselves. `--check` writes nothing and fails if the page lags behind.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import type * as z from 'zod';
import type { Experiment } from './experiment.ts';
import { EXPERIMENTS } from './experiments.ts';

const PAGE = new URL('../../docs/lab/experiments.md', import.meta.url);

/** `batchSize` → `--batch-size`, as the command has it. */
export const flagOf = (knob: string): string => `--${knob.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

const cell = (text: unknown) => String(text).replaceAll('|', '\\|');

function knobRow([name, schema]: [string, z.ZodType]): string {
  const usual = schema.safeParse(undefined);
  return `| \`${flagOf(name)}\` | ${usual.success && usual.data !== undefined ? cell(usual.data) : ''} | ${cell(schema.description ?? '')} |`;
}

function sectionOf({ name, question, notice, knobs, modes, timeScale }: Experiment): string {
  const scale = timeScale?.(knobs.parse({})) ?? 1;
  const clock = scale === 1 ? '' : `, on a clock that runs ${scale} times as fast`;
  return [
    `## ${name}`,
    `**${question}**`,
    `    pushpull compare ${name}`,
    `Modes, unless \`--modes\` names others: ${modes.join(', ')}${clock}.`,
    [
      '| knob | default | what it is |',
      '|---|---|---|',
      ...Object.entries(knobs.shape).map(([knob, schema]) => knobRow([knob, schema as z.ZodType])),
    ].join('\n'),
    notice,
  ].join('\n\n');
}

const INTRODUCTION = `# Experiments

Made by \`npm run experiments-page\` from the experiments themselves (\`compare/lab/experiments/\`, a file each).

Each is a question with a command. It deploys the modes side by side as *lanes*, warms them up, repeats its load and counts every message
at the email provider; the report says what was found, a sentence a lane. All of them take \`--modes\`, \`--repetitions\`, \`--target\`,
\`--time-scale\`, \`--seed\`, \`--recorded\` and \`--out\` (\`pushpull compare <experiment> --help\`).

- **The load is open**: its times are settled before the first message is sent, and nobody waits for answers. \`--recorded times.csv\` takes
  arrivals of your own instead: a JSON list of milliseconds or dates, or CSV with a column \`intendedAt\`, \`timestamp\`, \`time\` or \`at\` (a
  \`rows.csv\` of another run is one).
- **What happens to a message is settled too**: the seed picks those that are poisoned, sent twice or crash, the same ones in every lane and
  repetition.
- **Minutes pass faster** where an experiment has ladders to climb and the target can: its clock is scaled, which the report states. Real
  work is not scaled: beside a clock that runs twenty times as fast, a provider that takes half a second takes ten.
- **Nothing is left broken**: knobs of the provider are turned back at the end, and when you press Ctrl-C. The repetitions that are whole by then
  are reported all the same, and the report says that it was interrupted.
- **The ledger decides**: sent = handled + refused + in flight + waiting + dead-lettered + lost. What is lost is red; a ledger that does
  not add up fails the command.
`;

/** The page, whole. */
export const experimentsPage = (): string => {
  const list = EXPERIMENTS.map(({ name, question }) => `| [${name}](#${name}) | ${question} |`);
  return `${[INTRODUCTION.trimEnd(), ['| experiment | question |', '|---|---|', ...list].join('\n'), ...EXPERIMENTS.map(sectionOf)].join('\n\n')}\n`;
};

if (import.meta.main) {
  const text = experimentsPage();
  if (!process.argv.includes('--check')) writeFileSync(PAGE, text);
  else if (readFileSync(PAGE, 'utf8') !== text) {
    console.error('docs/lab/experiments.md lags behind the experiments: run npm run experiments-page');
    process.exitCode = 1;
  }
}

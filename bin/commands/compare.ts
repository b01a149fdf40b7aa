import { Command, InvalidArgumentError, Option } from 'commander';
import type * as z from 'zod';
import { EXIT, UserError } from '../../compare/errors.ts';
import { checkPlan } from '../../compare/lab/check-plan.ts';
import type { Experiment, Plan } from '../../compare/lab/experiment.ts';
import { EXPERIMENTS, experimentNamed } from '../../compare/lab/experiments.ts';
import { recordedArrivals } from '../../compare/lab/load/recorded.ts';
import { modeNamed } from '../../compare/lab/modes.ts';
import { type Asked, refuseOthers } from '../../compare/lab/report/against.ts';
import { readRun } from '../../compare/lab/report/read-run.ts';
import { runExperiment } from '../../compare/lab/run-experiment.ts';
import type { Place } from '../../compare/lab/targets/place.ts';
import { createProgress } from '../../compare/progress.ts';
import { type StartOptions, startTarget } from '../../targets/start.ts';
import type { Target } from '../../targets/target.ts';
import { startThirdParties } from '../../third-party/server.ts';
import { onAws } from './compare-aws.ts';
import { experimentsText, modesCommand } from './compare-lists.ts';
import { ownCommand } from './compare-own.ts';
import { present, terminal } from './compare-present.ts';
import { againstCommand, reportCommand } from './compare-reports.ts';
import { TARGETS } from './deploy.ts';
import { endOf, NOTHING_WHOLE, onInterrupt } from './interrupt.ts';
import * as parse from './options.ts';
import { needFolder } from './out-folder.ts';

interface CompareOptions {
  modes?: string;
  repetitions: number;
  target: string;
  port: number;
  timeScale?: number;
  seed: number;
  recorded?: string;
  pollInterval?: number;
  profile?: string;
  region?: string;
  yes?: boolean;
  keep?: boolean;
  allowEndpoint?: boolean;
  out?: string;
  against?: string;
  json?: boolean;
  [knob: string]: unknown;
}

/** `pushpull compare <experiment>`: one command an experiment, made from its file. */
export function compare(program: Command) {
  const group = program
    .command('compare')
    .description('measure delivery modes against one another, in named experiments')
    .addHelpText(
      'after',
      '\nExamples:\n  pushpull compare rest\n  pushpull compare rest --modes push,pull --repetitions 10 --out monday\n' +
        '  pushpull compare rest --modes push,pull --repetitions 10 --against monday\n' +
        '\nExit codes: 0 done, and every message accounted for · 1 the generator fell behind, a ledger is wrong, or an experiment missed what it looks for · 2 wrong option or file · 130 interrupted\n',
    )
    .argument('[experiment]', 'one of the commands below; none lists them')
    // of an experiment that there is not, its name is wrong and not its options
    .allowUnknownOption()
    .action((name: string | undefined, _: unknown, command: Command) => {
      if (name?.startsWith('-')) command.error(`error: unknown option '${name}'`);
      if (name !== undefined) experimentNamed(name);
      console.log(experimentsText(terminal().columns));
    });
  const others = [ownCommand(present), modesCommand(), reportCommand(), againstCommand()];
  // what is added has nothing of its parent's: how errors end, and the hint at --help
  for (const command of [...EXPERIMENTS.map(commandOf), ...others]) group.addCommand(command.copyInheritedSettings(group));
  // its own alone: they would inherit it
  group.allowExcessArguments();
}

function commandOf(experiment: Experiment): Command {
  const usual = experiment.timeScale?.(experiment.knobs.parse({})) ?? 1;
  const command = new Command(experiment.name)
    .description(experiment.question)
    .option('--modes <names>', `with commas (default: ${experiment.modes.join(', ')})`)
    .option('--repetitions <n>', 'how often the load is repeated, for the intervals', parse.count, 5)
    .addOption(new Option('--target <name>', 'where').choices([...TARGETS]).default('embedded'))
    .option('--port <port>', 'port of the stack; 0 takes any free one', parse.port, 0)
    .option('--time-scale <n>', `virtual seconds a real second, on the embedded stack (default: ${usual})`, parse.positive)
    .option(
      '--poll-interval <seconds>',
      "between two polls of LocalStack's event source mappings (its own: 1, up to 10 when empty)",
      parse.seconds,
    )
    .option('--profile <name>', 'of your AWS configuration (aws)')
    .option('--region <name>', 'the default is the one of your AWS configuration (aws)')
    .option('--yes', 'do not ask (aws)')
    .option('--keep', 'do not delete what was deployed (aws)')
    .addOption(new Option('--allow-endpoint', 'let AWS_ENDPOINT_URL play AWS: for tests').hideHelp())
    .option('--seed <n>', 'seed of what is left to chance', parse.whole, 1)
    .option('--recorded <file>', 'arrivals of your own: a JSON list of milliseconds, or CSV with a column intendedAt, timestamp or time')
    .option('--out <folder>', 'write run.json, rows.csv, report.html, report.md and report.json there')
    .option('--against <run>', 'an earlier run (its run.json or folder): what changed beyond noise')
    .option('--json', 'print the run and its figures as JSON on stdout; progress goes to stderr')
    .addHelpText(
      'after',
      `\n${experiment.notice}\n\nCtrl-C ends a run early: the repetitions that are whole by then are reported, and the exit code is ${EXIT.interrupted}.\n`,
    );
  for (const [name, schema] of Object.entries(experiment.knobs.shape)) command.addOption(knobOption(name, schema as z.ZodType));
  return command.action((options: CompareOptions) => run(experiment, options));
}

/** `batchSize` → `--batch-size <value>`, checked by its schema. */
function knobOption(name: string, schema: z.ZodType): Option {
  const flag = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  const known = schema.safeParse(undefined);
  return new Option(`--${flag} <value>`, schema.description).default(known.success ? known.data : undefined).argParser((text) => {
    const parsed = schema.safeParse(text);
    if (!parsed.success) throw new InvalidArgumentError(parsed.error.issues.map(({ message }) => message).join('; '));
    return parsed.data;
  });
}

async function run(experiment: Experiment, options: CompareOptions): Promise<void> {
  const modes = options.modes?.split(',').map((name) => modeNamed(name.trim()).name) ?? experiment.modes;
  const knobs = experiment.knobs.parse(Object.fromEntries(Object.keys(experiment.knobs.shape).map((name) => [name, options[name]])));
  const usualTimeScale = experiment.timeScale?.(knobs) ?? 1;
  const timeScale = options.timeScale ?? (options.target === 'embedded' ? usualTimeScale : 1);
  const planned = experiment.plan(knobs, modes, timeScale, options.seed);
  const plan = options.recorded === undefined ? planned : { ...planned, arrivals: await recordedArrivals(options.recorded) };
  checkPlan(plan);
  const previous = options.against === undefined ? undefined : await readRun(options.against);
  // before minutes are spent on what can't be compared
  if (previous) refuseOthers(previous, askedOf(experiment, knobs, plan));
  await needFolder(options.out);
  const signal = onInterrupt();
  const progress = createProgress();
  const onProgress = (line: string) => progress.live(line);
  const onNote = (line: string) => progress.line(line);
  let reported = false;
  const measureAt = async (target: Target, place?: Place, thirdPartyUrl?: string) => {
    const found = await runExperiment({
      ...{ experiment, plan, knobs, target, signal, thirdPartyUrl, onProgress, onNote },
      ...{ seed: options.seed, repetitions: options.repetitions, ...(place ? { place } : {}) },
    });
    reported = true;
    progress.clear();
    await present(found, { ...options, previous });
    signal.throwIfAborted();
    const missed = experiment.misses?.(found) ?? [];
    if (missed.length > 0) throw new UserError(missed.join('\n'), EXIT.failed);
  };
  try {
    if (options.target === 'aws') {
      if (options.timeScale !== undefined) throw new UserError('--time-scale is for the embedded stack: on AWS time is real.', EXIT.usage);
      await onAws({ name: experiment.name, plan }, options, { signal, onProgress }, measureAt);
    } else await onThisMachine({ ...options, ...pollsOf(options), usualTimeScale, onProgress, onNote, signal }, measureAt);
  } catch (error) {
    if (signal.aborted && !reported) onNote(NOTHING_WHOLE);
    throw endOf(error, signal);
  } finally {
    progress.clear();
  }
}

/** A stack that sleeps between two polls can be told to sleep less: how much of a figure was that sleep, the two rows show. */
function pollsOf({ target, pollInterval }: CompareOptions): Pick<StartOptions, 'settings'> {
  if (pollInterval === undefined) return {};
  if (target !== 'localstack') throw new UserError('--poll-interval is for LocalStack: the others hold long polls open.', EXIT.usage);
  return { settings: { pollIntervalSeconds: pollInterval, maxBackoffOnEmptySeconds: pollInterval } };
}

/** Starts the target and, where it reaches them, the third parties; ends both. */
async function onThisMachine(
  options: StartOptions & { target: string },
  use: (target: Target, place: undefined, thirdPartyUrl: string | undefined) => Promise<void>,
): Promise<void> {
  const target = await startTarget(options.target, options);
  const thirdParties = target.reachesLoopback ? await startThirdParties() : undefined;
  try {
    await use(target, undefined, thirdParties?.url);
  } finally {
    await target.stop();
    await thirdParties?.stop();
  }
}

const askedOf = ({ name }: Experiment, knobs: Record<string, unknown>, { provider, faults = [], ...plan }: Plan): Asked => ({
  ...{ experiment: name, knobs, arrivals: plan.arrivals, messages: plan.messages, lanes: plan.lanes },
  faults: faults.map(({ kill: _, ...fault }) => fault),
  ...(provider ? { providerKnobs: provider } : {}),
});

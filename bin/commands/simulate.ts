import { type Command, InvalidArgumentError } from 'commander';
import { AXES, crossovers, crossoversText, USUAL } from '../../compare/cost/crossovers.ts';
import type { DeliveryLoad } from '../../compare/cost/delivery-cost.ts';
import { type Knobs, modesNamed, settingsFrom } from '../../compare/simulate/knobs.ts';
import { SIMULATED } from '../../compare/simulate/modes.ts';
import { outcomeJson } from '../../compare/simulate/report/json.ts';
import { predictionText } from '../../compare/simulate/report/prediction.ts';
import { simulationText } from '../../compare/simulate/report/text.ts';
import { run as runMode } from '../../compare/simulate/run.ts';
import { readMeasured } from '../../compare/simulate/validate/measured.ts';
import { validate, validationText } from '../../compare/simulate/validate/validate.ts';
import * as parse from './options.ts';

interface SimulateOptions extends Omit<Knobs, 'burst'> {
  burst?: number | true;
  mode?: string;
  perDay?: number;
  exact?: boolean;
  validate?: string;
  calibrate?: string;
  predict?: boolean;
  crossovers?: boolean;
  freeTier?: boolean;
  json?: boolean;
}

/** `pushpull simulate`: what AWS's published limits make of a load, without AWS. */
export function simulate(program: Command) {
  program
    .command('simulate')
    .description("send a load through the delivery modes in a simulation with AWS's published limits")
    .option('--mode <names>', `with commas (default: all): ${SIMULATED.map(({ name }) => name).join(', ')}`)
    .option('--rate <n>', 'shares a second: 20, or 20/s', rate, 20)
    .option('--per-day <n>', 'shares a day instead: 1e9 is a billion', positive)
    .option('--for <seconds>', 'how long shares come (default: a minute, or three times --down)', parse.seconds)
    .option('--constant', 'at equal distances, instead of by chance (Poisson)')
    .option('--burst [times]', 'so many times the rate in the sixth of the time in the middle (default: 10)', burst)
    .option('--provider-ms <ms>', "the email provider's median; its p99 is five times that", parse.positive, 100)
    .option('--provider-limit <n>', 'requests a second that it takes', parse.positive)
    .option('--error-rate <fraction>', 'of its answers that are errors, 0 to 1', parse.fraction, 0)
    .option('--down <seconds>', 'it is down for so long in the middle', parse.seconds)
    .option('--batch <n>', "BatchSize of the queue's mapping", parse.count, 10)
    .option('--window <seconds>', 'MaximumBatchingWindowInSeconds', parse.secondsOrNone, 0)
    .option('--concurrency <n>', 'ReservedConcurrentExecutions of the consumer', parse.whole)
    .option('--max-concurrency <n>', "MaximumConcurrency of the queue's mapping, 2 to 1000", maximumConcurrency)
    .option('--account-concurrency <n>', "the account's concurrent executions", parse.count, 1000)
    .option('--memory <MB>', 'MemorySize of the functions', parse.count, 512)
    .option('--workers <n>', 'processes outside Lambda (worker, short-poll), four messages each', parse.count, 10)
    .option('--no-dlq', 'without dead-letter queues and destinations: what runs out of retries is lost')
    .option('--free-tier', 'less what AWS gives away each month')
    .option('--exact', 'follow every share, even where there are so many that a fluid would do (minutes)')
    .option('--predict', 'print what the formulas say beside it')
    .option('--crossovers', 'print where one mode gets cheaper than another, by batch, rate and provider')
    .option(
      '--validate <file>',
      'simulate what `pushpull start --once --json` or `pushpull compare --out` has measured, and say how far off it is',
    )
    .option('--calibrate <file>', 'for --validate: take the latencies of the parts from this other run')
    .option('--seed <n>', 'seed of what is left to chance', parse.whole, 1)
    .option('--json', 'print outcomes as JSON, with series to plot')
    .addHelpText(
      'after',
      `
Examples:
  pushpull simulate
  pushpull simulate --mode push,pull --rate 500/s --burst
  pushpull simulate --down 300 --error-rate 0.02
  pushpull simulate --mode push,pull --rate 100 --provider-limit 50 --max-concurrency 5 --batch 1
  pushpull simulate --per-day 1e9 --for 600
  pushpull simulate --crossovers --mode sync,push,pull,worker
  pushpull start --once --json > measured.json && pushpull simulate --validate measured.json
  pushpull compare rest --out rest && pushpull simulate --validate rest/run.json

docs/lab/simulation.md says what is in it, what is not, and how far off it was found.`,
    )
    .action((options: SimulateOptions) => act(options));
}

function act(options: SimulateOptions) {
  if (options.validate !== undefined) return compare(options.validate, options);
  return options.crossovers ? cross(options) : run(options);
}

function run(options: SimulateOptions) {
  const { burst, ...others } = options;
  const knobs: Knobs = {
    ...others,
    rate: options.perDay === undefined ? options.rate : options.perDay / 86_400,
    ...(burst === undefined ? {} : { burst: burst === true ? 10 : burst }),
  };
  const settings = settingsFrom(knobs);
  const outcomes = modesNamed(options.mode).map((mode) => runMode(mode, settings, options.exact));
  if (options.json) {
    console.log(JSON.stringify({ settings, outcomes: outcomes.map((outcome) => outcomeJson(outcome, options.freeTier)) }, null, 2));
    return;
  }
  console.log(simulationText(outcomes, settings, options.freeTier === true));
  if (options.predict) console.log(`\n${predictionText(outcomes)}`);
}

/** A window of a second at least: without one, batches are what a backlog makes of them. */
function cross(options: SimulateOptions) {
  const load: DeliveryLoad = {
    ...USUAL,
    rate: options.perDay === undefined ? options.rate : options.perDay / 86_400,
    providerMs: options.providerMs,
    memoryMb: options.memory,
    batchSize: options.batch,
    windowMs: Math.max(1, options.window) * 1000,
  };
  const modes = modesNamed(options.mode);
  const found = AXES.map((axis) => crossovers(axis, modes, load));
  if (options.json) console.log(JSON.stringify({ load, crossovers: found }, null, 2));
  else console.log(crossoversText(found, load));
}

async function compare(file: string, { calibrate, json }: SimulateOptions) {
  const measured = await readMeasured(file);
  const validation = validate(measured, calibrate === undefined ? undefined : await readMeasured(calibrate));
  console.log(json ? JSON.stringify(validation, null, 2) : validationText(validation, measured));
}

function rate(text: string): number {
  const value = Number(text.replace(/\/s$/, ''));
  if (!(value > 0 && value <= 1_000_000))
    throw new InvalidArgumentError('It must be a number of shares a second above 0, at most 1000000, such as 20 or 20/s.');
  return value;
}

function positive(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value <= 86_400e6))
    throw new InvalidArgumentError('It must be a number above 0, at most 86400000000 (a million a second), such as 1000000 or 1e9.');
  return value;
}

function burst(text: string): number {
  const value = Number(text);
  if (!(value > 1 && value <= 1000)) throw new InvalidArgumentError('It must be a number above 1, at most 1000.');
  return value;
}

function maximumConcurrency(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 2 || value > 1000)
    throw new InvalidArgumentError('It must be a whole number from 2 to 1000: so has AWS.');
  return value;
}

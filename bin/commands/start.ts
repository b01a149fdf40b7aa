import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { brokenModes, compareModes } from '../../compare/compare-modes.ts';
import { deployApp, type Outputs } from '../../compare/deploy.ts';
import { EXIT, UserError } from '../../compare/errors.ts';
import { readPhoto } from '../../compare/photo.ts';
import { createProgress, type Progress } from '../../compare/progress.ts';
import { comparisonJson, comparisonText } from '../../compare/report/comparison.ts';
import { duration } from '../../compare/report/format.ts';
import { localFetch } from '../../targets/fetch.ts';
import { startTarget } from '../../targets/start.ts';
import type { Target } from '../../targets/target.ts';
import { thirdPartiesAt } from '../../third-party/client.ts';
import { startThirdParties } from '../../third-party/server.ts';
import { aborted, onInterrupt } from './interrupt.ts';
import * as parse from './options.ts';
import { howToReach } from './reach.ts';

const DEFAULT_PHOTO = fileURLToPath(new URL('../../photos/chelsea.png', import.meta.url));

/** The stack is new and its own, so that nothing else can be there. */
const CONTEXT = { systems: 'share' };

interface StartOptions {
  target: string;
  photo: string;
  /** Absent: `defaultShares`. */
  shares?: number;
  rate: number;
  port: number;
  timeScale?: number;
  seed?: number;
  outage?: number;
  once?: boolean;
  keep?: boolean;
  json?: boolean;
}

/** `pushpull start` (`npm start`): stack, deploy, photo, every mode under the same load, one table. */
export function start(program: Command) {
  program
    .command('start')
    .description('start the stack, deploy the app, share a photo in every delivery mode, compare')
    .option('--target <name>', 'embedded, or localstack', 'embedded')
    .option('--photo <file>', 'the photograph to share: JPEG, PNG or GIF', DEFAULT_PHOTO)
    .option('--shares <n>', 'shares in each mode (default: 200, or a load twice as long as the outage)', parse.count)
    .option('--rate <n>', 'shares a second', parse.positive, 20)
    .option('--outage <seconds>', 'take the email service down for so long in the middle of each load', parse.seconds)
    .option('--port <port>', 'port of the stack; 0 takes any free one', parse.port, 4566)
    .option(
      '--time-scale <n>',
      'virtual seconds a real second, on the embedded stack: 60 turns retries after minutes into seconds',
      parse.positive,
    )
    .option('--seed <n>', 'seed of what is left to chance, on the embedded stack (default: 1)', parse.whole)
    .option('--once', 'end after the table (the default where output is not a terminal)')
    .option('--keep', 'keep the stack up after the table (the default on a terminal)')
    .option('--json', 'print the figures as JSON on stdout; progress goes to stderr')
    .addHelpText(
      'after',
      '\nExamples:\n  npm start\n  npm start -- --once --photo my.jpg --shares 50\n  npm start -- --once --outage 10\n  npm start --silent -- --once --json > figures.json\n',
    )
    .action((options: StartOptions) => run({ ...options, shares: options.shares ?? defaultShares(options) }));
}

type RunOptions = StartOptions & { shares: number };

/** Enough that an outage is in the middle of the load and not all of it. */
const defaultShares = ({ rate, outage = 0 }: StartOptions) => Math.max(200, Math.ceil(2 * outage * rate));

async function run(options: RunOptions) {
  if (options.once && options.keep) throw new UserError('--once ends and --keep stays: choose one of them.', EXIT.usage);
  const { seed = 1 } = options;
  if (options.target === 'localstack' && options.seed !== undefined)
    throw new UserError('--seed is for the embedded stack: LocalStack takes none.', EXIT.usage);
  const photo = await readPhoto(options.photo);
  const signal = onInterrupt();
  const progress = createProgress();
  const began = performance.now();
  const target = await startTarget(options.target, {
    ...options,
    seed,
    usualTimeScale: 1,
    onProgress: (line) => progress.live(line),
    onNote: (line) => progress.line(line),
    signal,
  });
  const thirdParties = target.reachesLoopback ? await startThirdParties() : undefined;
  try {
    progress.line(`stack           ${target.endpoint} (${target.title})`);
    const deployed = deploy(target, thirdParties?.url, progress);
    const outputs = await Promise.race([deployed, aborted(signal).then(() => Promise.reject(signal.reason))]);
    progress.line(`deployed        ${duration(performance.now() - began)} after the start`);
    const { email } = thirdParties ?? thirdPartiesAt(outputs.ThirdPartyUrl ?? '', localFetch);
    const figures = await compareModes({ ...options, photo }, { target, outputs, email }, progress, signal);
    if (options.json) console.log(JSON.stringify(comparisonJson(figures, target, options), null, 2));
    else console.log(`\n${comparisonText(figures, target, options, process.stdout.isTTY === true && process.stdout.hasColors())}`);
    const broken = brokenModes(figures);
    const stays = options.keep || (process.stdout.isTTY && !options.once && !options.json);
    if (stays) {
      console.log(
        `\nThe stack stays up; Ctrl-C ends it.\n${howToReach(target, outputs, email.url, { ...CONTEXT, urlAuth: 'none', ...(thirdParties && { thirdPartyUrl: thirdParties.url }) })}`,
      );
      await aborted(signal);
    }
    if (broken.length > 0)
      throw new UserError(`Shares were lost or are still under way, or a ledger does not add up: ${broken.join(', ')}`, EXIT.failed);
  } catch (error) {
    // whatever an interruption broke off is the interruption's doing
    throw signal.aborted ? signal.reason : error;
  } finally {
    progress.clear();
    await target.stop();
    await thirdParties?.stop();
  }
}

function deploy(target: Target, thirdPartyUrl: string | undefined, progress: Progress): Promise<Outputs> {
  let resources = 0;
  return deployApp({
    target,
    thirdPartyUrl,
    stacks: ['PushpullPhotos'],
    context: CONTEXT,
    onProgress: (line) =>
      /_COMPLETE$/.test(line)
        ? progress.live(`deploying       ${++resources} resources · ${line}`)
        : progress.live(`deploying       ${line}`),
  });
}

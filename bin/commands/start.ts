import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { Command } from 'commander';
import { deployApp, type Outputs } from '../../compare/deploy.ts';
import { EXIT, UserError } from '../../compare/errors.ts';
import { fromHops } from '../../compare/evidence/from-hops.ts';
import { fromOutside } from '../../compare/evidence/from-outside.ts';
import { type Figures, figuresOf } from '../../compare/figures.ts';
import { MODES } from '../../compare/modes.ts';
import { type Photo, readPhoto } from '../../compare/photo.ts';
import { photosClient } from '../../compare/photos-client.ts';
import { createProgress, type Progress } from '../../compare/progress.ts';
import { duration } from '../../compare/report/format.ts';
import { comparisonTable } from '../../compare/report/table.ts';
import { verdict } from '../../compare/report/verdicts.ts';
import { type ModeRun, runMode } from '../../compare/run-mode.ts';
import { startTarget } from '../../targets/start.ts';
import type { Target } from '../../targets/target.ts';
import { type ThirdParties, thirdPartiesAt } from '../../third-party/client.ts';
import { startThirdParties } from '../../third-party/server.ts';
import { aborted, onInterrupt } from './interrupt.ts';
import * as parse from './options.ts';

const DEFAULT_PHOTO = fileURLToPath(new URL('../../photos/chelsea.png', import.meta.url));

interface StartOptions {
  target: string;
  photo: string;
  /** Absent: `defaultShares`. */
  shares?: number;
  rate: number;
  port: number;
  timeScale: number;
  seed: number;
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
    .option('--time-scale <n>', 'virtual seconds a real second: 60 turns retries after minutes into seconds', parse.positive, 1)
    .option('--seed <n>', 'seed of what is left to chance', parse.whole, 1)
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
  const photo = await readPhoto(options.photo);
  const signal = onInterrupt();
  const progress = createProgress();
  const began = performance.now();
  const target = await startTarget(options.target, { ...options, onProgress: (line) => progress.live(line), signal });
  const thirdParties = target.reachesLoopback ? await startThirdParties() : undefined;
  try {
    progress.line(`${target.name.padEnd(15)} ${target.endpoint} (${target.title})`);
    const deployed = deploy(target, thirdParties?.url, progress);
    const outputs = await Promise.race([deployed, aborted(signal).then(() => Promise.reject(signal.reason))]);
    progress.line(`deployed        ${duration(performance.now() - began)} after the start`);
    const { email } = thirdParties ?? thirdPartiesAt(outputs.ThirdPartyUrl ?? '');
    const runs = await share(photo, { target, outputs, email }, options, progress, signal);
    const figures = runs.map(figuresOf);
    print(figures, target, options);
    const broken = figures.filter(({ ledger: { addsUp, fates } }) => !addsUp || fates.lost + fates['in flight'] + fates.waiting > 0);
    const stays = options.keep || (process.stdout.isTTY && !options.once && !options.json);
    if (stays) {
      console.log(`\n${howToReach(target, outputs, email.url)}`);
      await aborted(signal);
    }
    if (broken.length > 0)
      throw new UserError(
        `Shares were lost or are still under way, or a ledger does not add up: ${broken.map(({ mode }) => mode).join(', ')}`,
        EXIT.failed,
      );
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
    onProgress: (line) =>
      /_COMPLETE$/.test(line)
        ? progress.live(`deploying       ${++resources} resources · ${line}`)
        : progress.live(`deploying       ${line}`),
  });
}

interface Deployed {
  target: Target;
  outputs: Outputs;
  email: ThirdParties['email'];
}

async function share(photo: Photo, { target, outputs, email }: Deployed, options: RunOptions, progress: Progress, signal: AbortSignal) {
  const photos = photosClient(outputs, target);
  const photoId = await photos.upload(photo);
  progress.line(`photo           ${photo.name} (${Math.round(photo.bytes.length / 1024)} KiB) is ${photoId}`);
  const runId = randomBytes(4).toString('hex');
  const mails = async () => {
    const counts = new Map<string, number>();
    for (const { shareId = '' } of await email.list()) counts.set(shareId, (counts.get(shareId) ?? 0) + 1);
    return counts;
  };
  const outage = options.outage && {
    seconds: options.outage,
    begin: async () => void (await email.setKnobs({ down: true })),
    end: async () => void (await email.setKnobs({ down: false })),
  };
  const evidence = target.events ? fromHops(target.events) : fromOutside(new SQSClient(target));
  const runs: ModeRun[] = [];
  for (const mode of MODES) {
    const { shares: count, rate } = options;
    const run = await runMode({
      mode,
      count,
      rate,
      photoId,
      runId,
      photos,
      mails,
      signal,
      evidence,
      ...(outage ? { outage } : {}),
      // past the longest ladder (Lambda's 1 and 2 minutes, five visibility timeouts of SQS)
      patienceMs: 10_000 + 400_000 / target.timeScale,
      onProgress: ({ sent, handled, waiting }) =>
        progress.live(
          `${mode.name.padEnd(15)} ${sent}/${count} sent · ${handled} ${waiting ? 'mails delivered, waiting for the rest' : 'accepted'}`,
        ),
    });
    runs.push(run);
    progress.line(
      `${mode.name.padEnd(15)} ${run.rows.filter((row) => row.fate === 'handled').length}/${count} handled in ${duration(run.tookMs)} · ${mode.how}`,
    );
  }
  return runs;
}

function print(figures: Figures[], { name, title, timeScale }: Target, { json, shares, rate, outage }: RunOptions) {
  if (json) {
    console.log(JSON.stringify({ target: name, shares, rate, outageSeconds: outage ?? 0, timeScale, modes: figures }, null, 2));
    return;
  }
  const broken = outage ? `, the email service down for ${outage} s in the middle` : '';
  console.log(`\nA photo shared ${shares} times in each mode, ${rate} a second${broken}, on ${title}:\n`);
  console.log(comparisonTable(figures, { colour: process.stdout.isTTY === true && process.stdout.hasColors(), timeScale }));
  console.log(`\n${figures.map(verdict).join('\n')}`);
}

function howToReach({ endpoint, events, environment }: Target, outputs: Outputs, emailUrl: string): string {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION } = environment;
  return [
    'The stack stays up; Ctrl-C ends it.',
    `  mails          ${emailUrl}/inbox`,
    `  share a photo  ${outputs.SharePhotoUrl}`,
    ...(events ? [`  events         curl -N ${endpoint}/_emulator/events`] : []),
    `  try            export AWS_ENDPOINT_URL=${endpoint}`,
    `                 export AWS_ACCESS_KEY_ID=${AWS_ACCESS_KEY_ID}`,
    `                 export AWS_SECRET_ACCESS_KEY=${AWS_SECRET_ACCESS_KEY}`,
    `                 export AWS_REGION=${AWS_REGION} AWS_DEFAULT_REGION=${AWS_REGION}`,
    '                 aws --endpoint-url $AWS_ENDPOINT_URL sqs list-queues',
    `                 npx cdk diff -c thirdPartyUrl=${emailUrl.replace(/\/email$/, '')}`,
  ].join('\n');
}

import type { Command } from 'commander';
import { deployApp } from '../../compare/deploy.ts';
import { EXIT, UserError } from '../../compare/errors.ts';
import { createProgress } from '../../compare/progress.ts';
import { SYSTEMS } from '../../systems/registry.ts';
import { heading, promisesText, wrap } from '../../systems/report.ts';
import { runVariant } from '../../systems/run-variant.ts';
import type { System, Variant, Walkthrough } from '../../systems/system.ts';
import { localFetch } from '../../targets/fetch.ts';
import { startTarget } from '../../targets/start.ts';
import { thirdPartiesAt } from '../../third-party/client.ts';
import { startThirdParties } from '../../third-party/server.ts';
import { onInterrupt } from './interrupt.ts';
import * as parse from './options.ts';

interface RunOptions {
  target: string;
  port: number;
  timeScale?: number;
  count: number;
  errorRate: number;
  down: number;
  kill?: boolean;
  seed: number;
  json?: boolean;
}

/** Where time is real, a person waits for a dead endpoint to be given up: but not before one that is only down for a while is back. */
const REAL_TIME = { callbackLadder: '1,2,4,8,15' };
/** The longest absence that this ladder outlasts, seconds; for longer ones there is the usual one. */
const OUTLASTS_S = 20;
/** Instead of a minute before Lambda's first retry and two before its second: https://docs.localstack.cloud/aws/capabilities/config/configuration/ */
const LOCALSTACK = { LAMBDA_RETRY_BASE_DELAY: '10' };

/** `pushpull run <system> [variant]`: lives through one of the classics of asynchronous design, and puts its promises to the test. */
export function run(program: Command) {
  program
    .command('run')
    .description('walk through a system, good path and failures, and put its promises to the test')
    .argument('[system]', 'which; "all" runs every one, none lists them')
    .argument('[variant]', 'one way to build it (default: each in turn)')
    .option('--target <name>', 'where: embedded or localstack', 'embedded')
    .option('--port <port>', 'port of the stack; 0 takes any free one', parse.port, 0)
    .option('--time-scale <n>', 'virtual seconds a real second, on the embedded stack (default: 20)', parse.positive)
    .option('--count <n>', 'users, shares, orders …', parse.count, 20)
    .option('--error-rate <fraction>', 'requests that a third party refuses, 0 to 1', parse.fraction, 0.3)
    .option('--down <seconds>', 'virtual seconds for which a third party is down in the middle; 0: never', parse.secondsOrNone, 60)
    .option('--no-kill', "kill none of the functions' processes")
    .option('--seed <n>', 'seed of what is left to chance', parse.whole, 1)
    .option('--json', 'print what was found (without a system: the list) as JSON on stdout; the story goes to stderr')
    .addHelpText(
      'after',
      `\nSystems:\n${list()}\n\nExamples:\n  pushpull run share\n  pushpull run share v4 --down 10 --count 50\n  pushpull run all --json\n`,
    )
    .action(async (system: string | undefined, variant: string | undefined, options: RunOptions) => {
      if (system === undefined) console.log(options.json ? JSON.stringify(listed(), null, 2) : list());
      else await runAll(chosen(system, variant), options);
    });
}

const list = () =>
  SYSTEMS.map(({ name, title, question, variants }) =>
    [wrap(`  ${name.padEnd(12)} ${title}. ${question}`, 15), ...variants.map((v) => wrap(`    ${v.name.padEnd(16)} ${v.title}`, 21))].join(
      '\n',
    ),
  ).join('\n');

/** The same for a machine. */
const listed = () =>
  SYSTEMS.map(({ name, title, question, variants }) => ({
    ...{ name, title, question },
    variants: variants.map((v) => ({ name: v.name, title: v.title })),
  }));

function chosen(name: string, variant: string | undefined): { system: System; variants: Variant[] }[] {
  const systems = name === 'all' ? SYSTEMS : SYSTEMS.filter((system) => system.name === name);
  if (systems.length === 0) throw new UserError(`There is no system ${name}. These are:\n${list()}`, EXIT.usage);
  return systems.map((system) => {
    const variants = system.variants.filter((v) => variant === undefined || v.name === variant);
    if (name === 'all' && variant !== undefined) throw new UserError('all runs every variant of every system: it takes none.', EXIT.usage);
    if (variants.length === 0)
      throw new UserError(`${system.name} has no variant ${variant}; it has ${system.variants.map((v) => v.name).join(', ')}.`, EXIT.usage);
    return { system, variants };
  });
}

async function runAll(choice: { system: System; variants: Variant[] }[], options: RunOptions): Promise<void> {
  const { count, errorRate, down: downSeconds, kill = true, seed, json } = options;
  const signal = onInterrupt();
  const progress = createProgress();
  const out = json ? process.stderr : process.stdout;
  const look = { colour: out.isTTY === true && out.hasColors() };
  const print = (text: string) => {
    progress.clear();
    out.write(`${text}\n`);
  };
  const target = await startTarget(options.target, {
    ...options,
    usualTimeScale: 20,
    environment: LOCALSTACK,
    onProgress: (line) => progress.live(line),
    onNote: (line) => progress.line(line),
    signal,
  });
  const server = target.reachesLoopback ? await startThirdParties() : undefined;
  const walkthroughs: Walkthrough[] = [];
  try {
    const own = choice.flatMap(({ variants }) =>
      variants.flatMap((v) => (v.deploys && v.needs?.(target) === undefined ? [v.deploys] : [])),
    );
    const outputs = await deployApp({
      target,
      ...(server ? { thirdPartyUrl: server.url } : {}),
      stacks: [...new Set([...choice.flatMap(({ system }) => system.stacks), ...own.flatMap(({ stacks }) => stacks)])],
      context: Object.assign(
        {},
        target.timeScale === 1 && downSeconds <= OUTLASTS_S ? REAL_TIME : {},
        ...own.map(({ context }) => context),
      ),
      onProgress: (line) => progress.live(`deploying  ${line}`),
    });
    const thirdParties = thirdPartiesAt(server?.url ?? outputs.ThirdPartyUrl ?? '', localFetch);
    for (const { system, variants } of choice)
      for (const variant of variants) {
        print(heading(system, variant, look));
        const walkthrough = await runVariant(system, variant, {
          target,
          outputs,
          thirdParties,
          options: { count, errorRate, downSeconds, kill, seed },
          signal,
          onStory: (line) => print(wrap(`  ${line}`, 4)),
          onProgress: (line) => progress.live(`  ${line}`),
        });
        walkthroughs.push(walkthrough);
        print(`${promisesText(walkthrough, look)}\n`);
      }
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  } finally {
    progress.clear();
    await target.stop();
    await server?.stop();
  }
  if (json) console.log(JSON.stringify(walkthroughs, null, 2));
  const broken = walkthroughs.filter(({ promises }) => promises.some(({ kept }) => !kept));
  if (broken.length > 0)
    throw new UserError(`Promises were broken by ${broken.map((w) => `${w.system} ${w.variant}`).join(', ')}.`, EXIT.failed);
}

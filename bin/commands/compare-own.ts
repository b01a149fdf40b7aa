import { Command, Option } from 'commander';
import { EXIT, UserError } from '../../compare/errors.ts';
import { type OwnConfig, readOwnConfig } from '../../compare/lab/own/config.ts';
import { estimateOwn } from '../../compare/lab/own/estimate.ts';
import { type Reached, reachAccount, reachLocal } from '../../compare/lab/own/reach.ts';
import { runOwn } from '../../compare/lab/own/run-own.ts';
import type { Run } from '../../compare/lab/run.ts';
import { createProgress } from '../../compare/progress.ts';
import { duration } from '../../compare/report/format.ts';
import { agreeTo } from './ask.ts';
import { reachAws, sayWhatToDo } from './deploy.ts';
import { endOf, NOTHING_WHOLE, onInterrupt } from './interrupt.ts';
import * as parse from './options.ts';
import { needFolder } from './out-folder.ts';

interface OwnOptions {
  endpointUrl?: string;
  region?: string;
  profile?: string;
  callbackPort: number;
  publicUrl?: string;
  yes?: boolean;
  allowEndpoint?: boolean;
  out?: string;
  json?: boolean;
}

/** What is printed and written of a run; the same for every experiment. */
type Show = (run: Run, options: Pick<OwnOptions, 'out' | 'json'>) => Promise<void>;

/** `pushpull compare own my.json`, also `pushpull compare --config my.json`: somebody's own queues, topics, functions and buses. */
export function ownCommand(show: Show): Command {
  return new Command('own')
    .description('measure your own queues, topics, functions and buses, which are there already')
    .argument('<config>', 'a JSON file: what is sent where, and how a stamp is read back (docs/lab/your-own.md)')
    .option('--endpoint-url <url>', 'of a stack on this machine; absent: AWS')
    .option('--region <name>', 'the default is the one of your AWS configuration, or us-east-1 with --endpoint-url')
    .option('--profile <name>', 'of your AWS configuration')
    .option('--callback-port <port>', 'where consumers call the lab back; 0 takes any free one', parse.port, 0)
    .option('--public-url <url>', 'of a tunnel of yours to the callback port, for consumers that are not on this machine')
    .option('--yes', 'do not ask')
    .option('--out <folder>', 'write run.json, rows.csv and the reports there')
    .option('--json', 'print the run as JSON on stdout; progress goes to stderr')
    .addOption(new Option('--allow-endpoint', 'let AWS_ENDPOINT_URL play AWS: for tests').hideHelp())
    .addHelpText(
      'after',
      '\nMessages are sent to what the file names, and to nothing else; nothing is deployed, changed or deleted.\nOn AWS it says what that costs, and asks. Ctrl-C ends a run early: the repetitions that are whole by then are reported.\n',
    )
    .action(async (file: string, options: OwnOptions) => {
      const config = await readOwnConfig(file);
      await needFolder(options.out);
      const signal = onInterrupt();
      const reached = options.endpointUrl
        ? await reachLocal(config, options.endpointUrl, options.region ?? 'us-east-1')
        : await reachTheirAccount(config, options, signal);
      const progress = createProgress();
      let reported = false;
      try {
        const run = await runOwn({
          ...{ config, ...reached, signal, callbackPort: options.callbackPort },
          ...(options.publicUrl ? { publicUrl: options.publicUrl } : {}),
          onProgress: (line) => progress.live(line),
          onNote: (line) => progress.line(line),
        });
        reported = true;
        progress.clear();
        await show(run, options);
        signal.throwIfAborted();
      } catch (error) {
        if (signal.aborted && !reported) progress.line(NOTHING_WHOLE);
        throw endOf(error, signal);
      } finally {
        progress.clear();
      }
    });
}

async function reachTheirAccount(config: OwnConfig, options: OwnOptions, signal: AbortSignal): Promise<Reached> {
  if (config.lanes.some(({ stamp }) => stamp.http) && !options.publicUrl)
    throw new UserError(
      'Consumers on AWS cannot call this machine: give --public-url, of a tunnel of yours to --callback-port, or read stamps from a table or a log.',
      EXIT.usage,
    );
  const target = { target: 'aws' as const, endpoint: '', ...options };
  const reached = reachAccount(await reachAws(target).catch(sayWhatToDo(target)));
  const { messages, usd, seconds } = estimateOwn(config, reached.everyMs);
  console.error(`\n${messages} messages to each of these, their bodies as the file says:`);
  for (const { title, arn } of config.lanes) console.error(`  ${title}: ${arn.arn}`);
  console.error(
    `It takes ${duration(seconds * 1000)} at most, and costs ${usd < 0.01 ? 'less than $0.01' : `$${usd.toFixed(2)} at most`}: sending, and looking for stamps. What your consumers do with the messages is not in it.\n`,
  );
  await agreeTo(`Send them to ${reached.target.title}?`, { ...(options.yes ? { yes: true } : {}), signal });
  return reached;
}

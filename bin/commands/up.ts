import { type Command, Option } from 'commander';
import { type Emulator, startEmulator } from 'pushpull-emulator';
import { EXIT, UserError } from '../../compare/errors.ts';
import { aborted, onInterrupt } from './interrupt.ts';
import * as parse from './options.ts';

/** `pushpull up`: the embedded stack alone, in the foreground. */
export function up(program: Command) {
  program
    .command('up')
    .description('start the embedded stack alone, in the foreground')
    .option('--port <port>', 'port to listen on; 0 takes any free one', parse.port, 4566)
    .option('--host <address>', 'address to bind; whoever reaches it can run code on this machine', '127.0.0.1')
    .addOption(
      new Option(
        '--allow-host <names...>',
        'names to answer to beside localhost and addresses, such as that of a container; with those below them',
      )
        .env('PUSHPULL_ALLOW_HOSTS')
        .argParser(parse.hosts),
    )
    .option('--time-scale <n>', 'virtual seconds a real second: 60 turns retries after minutes into seconds', parse.positive, 1)
    .option('--seed <n>', 'seed of what is left to chance, such as the order of standard queues', parse.whole, 1)
    .option(
      '--debug [names]',
      'let debuggers attach: to all functions, or to those whose names hold one of these (Share*Email=9301,Other)',
      parse.debug,
    )
    .option('--json', 'print the ready line as JSON')
    .addHelpText('after', '\nExample:\n  npx pushpull up --port 4566\n  AWS_ENDPOINT_URL=http://127.0.0.1:4566 npx cdk deploy --all\n')
    .action(async ({ json, allowHost, ...options }) => {
      const signal = onInterrupt();
      endWithNpx();
      const emulator = await startEmulator({ ...options, allowHosts: allowHost }).catch((error: NodeJS.ErrnoException) => {
        if (error.code === 'EADDRINUSE')
          throw new UserError(`Port ${options.port} is in use. Stop what listens there, or choose another with --port.`, EXIT.portInUse);
        throw new UserError(`Cannot listen on ${options.host}:${options.port}: ${error.message}`, EXIT.usage);
      });
      const { endpoint } = emulator;
      console.log(
        json
          ? JSON.stringify({ status: 'ready', endpoint, timeScale: options.timeScale })
          : `ready: ${endpoint} (export AWS_ENDPOINT_URL=${endpoint}; Ctrl-C ends it)`,
      );
      if (options.debug) announceDebuggers(emulator);
      await aborted(signal);
      await emulator.stop();
    });
}

/** A line for each function that a debugger can attach to, as they are deployed. */
function announceDebuggers({ events }: Emulator) {
  events.subscribe(({ type, detail }) => {
    if (type !== 'lambda.debugger') return;
    if (detail?.state === 'listening') console.error(`debugger: ${detail.functionName} 127.0.0.1:${detail.port}`);
    if (detail?.state === 'failed') console.error(`debugger: ${detail.functionName} has none on port ${detail.port}: ${detail.error}`);
  });
}

/** How often to look whether npx is still there. */
const LOOK_MS = 500;

/** npx doesn't pass on the SIGTERM that ends it: when whoever started this process has gone, so has the reason to run. */
function endWithNpx() {
  if (process.env.npm_command !== 'exec') return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM');
  }, LOOK_MS).unref();
}

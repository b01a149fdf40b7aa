import type { Command } from 'commander';
import { startEmulator } from 'pushpull-emulator';
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
    .option('--time-scale <n>', 'virtual seconds a real second: 60 turns retries after minutes into seconds', parse.positive, 1)
    .option('--seed <n>', 'seed of what is left to chance, such as the order of standard queues', parse.whole, 1)
    .option('--json', 'print the ready line as JSON')
    .addHelpText('after', '\nExample:\n  npx pushpull up --port 4566\n  AWS_ENDPOINT_URL=http://127.0.0.1:4566 npx cdk deploy --all\n')
    .action(async ({ json, ...options }) => {
      const signal = onInterrupt();
      const emulator = await startEmulator(options).catch((error: NodeJS.ErrnoException) => {
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
      await aborted(signal);
      await emulator.stop();
    });
}

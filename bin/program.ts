import { Command, CommanderError } from 'commander';
import { EXIT, UserError } from '../compare/errors.ts';
import { endWithItsReader } from './closed-pipe.ts';
import { configAsOwn } from './commands/config-as-own.ts';

endWithItsReader();

const program = new Command('pushpull')
  .description('Share a photo by push and by pull, and see what each delivery mode costs and survives')
  .showHelpAfterError('(--help shows the options)')
  .exitOverride()
  .addHelpText(
    'after',
    '\nExit codes: 0 done · 1 failed, or shares were lost or still under way · 2 wrong option · 3 port in use · 4 no usable photo · 130 interrupted',
  );

/** Each loaded only when it is asked for: most bring the CDK along, which takes a second. */
const COMMANDS: Record<string, () => Promise<(program: Command) => void>> = {
  up: async () => (await import('./commands/up.ts')).up,
  start: async () => (await import('./commands/start.ts')).start,
  run: async () => (await import('./commands/run.ts')).run,
  compare: async () => (await import('./commands/compare.ts')).compare,
  simulate: async () => (await import('./commands/simulate.ts')).simulate,
  deploy: async () => (await import('./commands/deploy.ts')).deploy,
  destroy: async () => (await import('./commands/destroy.ts')).destroy,
  localstack: async () => (await import('./commands/localstack.ts')).localstack,
  conformance: async () => (await import('./commands/conformance.ts')).conformance,
};

// whatever is none of them (--help, a typing error) is answered with all of them
const loads = Object.entries(COMMANDS);
const asked = loads.filter(([name]) => name === process.argv[2]);
for (const [, load] of asked.length > 0 ? asked : loads) (await load())(program);

try {
  await program.parseAsync(configAsOwn(process.argv));
} catch (error) {
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  else if (error instanceof UserError) {
    console.error(error.message);
    process.exitCode = error.exitCode;
  } else {
    console.error('pushpull failed:', error);
    process.exitCode = EXIT.failed;
  }
}

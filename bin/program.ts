import { Command, CommanderError } from 'commander';
import { EXIT, UserError } from '../compare/errors.ts';
import { up } from './commands/up.ts';

const program = new Command('pushpull')
  .description('Share a photo by push and by pull, and see what each delivery mode costs and survives')
  .showHelpAfterError('(--help shows the options)')
  .exitOverride()
  .addHelpText(
    'after',
    '\nExit codes: 0 done · 1 failed, or shares were lost or still under way · 2 wrong option · 3 port in use · 4 no usable photo · 130 interrupted',
  );

up(program);
// loaded only when asked for: it brings the CDK along, which takes a second
if (process.argv[2] !== 'up') {
  (await import('./commands/start.ts')).start(program);
  (await import('./commands/run.ts')).run(program);
  (await import('./commands/compare.ts')).compare(program);
  (await import('./commands/simulate.ts')).simulate(program);
  (await import('./commands/deploy.ts')).deploy(program);
  (await import('./commands/destroy.ts')).destroy(program);
  (await import('./commands/localstack.ts')).localstack(program);
  (await import('./commands/conformance.ts')).conformance(program);
}

try {
  await program.parseAsync();
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

import { interrupt } from './commands/interrupt.ts';

/** As a shell says that a process ended by SIGPIPE. */
const ENDED_BY_PIPE = 141;

/**
 * Ends this process when nobody reads its output any more (`pushpull … | head`), as other programs do: what has begun something ends it
 * first, as after Ctrl-C. It is no second Ctrl-C: that one ends the reader of `pushpull … | tee` too. Nobody reading its progress ends nothing.
 */
export function endWithItsReader(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    if (!interrupt()) process.exit(ENDED_BY_PIPE);
  });
  process.stderr.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

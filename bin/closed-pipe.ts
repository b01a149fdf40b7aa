/** As a shell says that a process ended by SIGPIPE. */
const ENDED_BY_PIPE = 141;

/**
 * Ends this process when nobody reads its output any more (`pushpull … | head`), as other programs do: what has begun something ends it
 * first, as after Ctrl-C. That nobody reads its progress ends nothing.
 */
export function endWithItsReader(): void {
  let ended = false;
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    if (ended) return;
    ended = true;
    if (!process.emit('SIGTERM')) process.exit(ENDED_BY_PIPE);
  });
  process.stderr.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

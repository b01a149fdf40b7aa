import { EXIT, UserError } from '../../compare/errors.ts';

/** Of what this process does now. */
let current: AbortController | undefined;

/** A signal that Ctrl-C (or a SIGTERM) aborts; a second Ctrl-C ends the process at once. */
export function onInterrupt(): AbortSignal {
  const controller = new AbortController();
  current = controller;
  for (const name of ['SIGINT', 'SIGTERM'] as const) {
    process.on(name, () => {
      if (controller.signal.aborted) process.exit(EXIT.interrupted);
      abort(controller);
    });
  }
  return controller.signal;
}

const abort = (controller: AbortController) =>
  controller.abort(new UserError('Interrupted: ending everything that was started …', EXIT.interrupted));

/** Interrupts as one Ctrl-C does, however often it is called. Answers whether there is anything to end. */
export function interrupt(): boolean {
  if (!current) return false;
  if (!current.signal.aborted) abort(current);
  return true;
}

/** Of a comparison that was interrupted too soon. */
export const NOTHING_WHOLE = 'No repetition was whole yet: there is nothing to report, and nothing was written.';

/** What a command ends with: once it was interrupted that is its exit code, and what else went wrong is still said. */
export function endOf(error: unknown, signal: AbortSignal): unknown {
  if (!signal.aborted) return error;
  return error instanceof UserError ? new UserError(error.message, EXIT.interrupted) : signal.reason;
}

/** Resolves when the signal is aborted. */
export const aborted = (signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });

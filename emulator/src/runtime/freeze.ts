import type { ChildProcess } from 'node:child_process';

/** How long an environment with nothing to do goes on: enough for what it was printing, and under load it is never frozen. */
const GOES_ON_MS = 10;

/**
 * Freezes an environment between its invocations, as Lambda does: timers stand still, and what a handler left running after its answer
 * goes on with the next invocation, or never. A stopped process costs no processor time either.
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html
 */
export interface Freezer {
  /** It has nothing to do: it freezes in a moment. */
  idle(): void;
  /** It gets work, or is to end: it goes on where it was. */
  thaw(): void;
}

/** `child` leads a group of its own: what a handler started is frozen with it. */
export function createFreezer(child: () => ChildProcess | undefined): Freezer {
  let timer: NodeJS.Timeout | undefined;
  let frozen = false;
  const signal = (name: 'SIGSTOP' | 'SIGCONT') => {
    const pid = child()?.pid;
    if (pid === undefined) return;
    try {
      process.kill(-pid, name);
    } catch {
      // All of the group has gone.
    }
  };
  return {
    idle() {
      clearTimeout(timer);
      timer = setTimeout(() => {
        frozen = true;
        signal('SIGSTOP');
      }, GOES_ON_MS).unref();
    },
    thaw() {
      clearTimeout(timer);
      if (frozen) signal('SIGCONT');
      frozen = false;
    },
  };
}

import type { Inspector } from './port.ts';

/** What Node itself prints of its inspector: no part of a function's log. */
const NOISE =
  /^(For help, see: https:\/\/nodejs\.org\/|Debugger attached\.$|Debugger ending on ws:|Waiting for the debugger to disconnect)/;

/** Passes lines on without those of Node's inspector, and tells where that listens. */
export function withoutDebugger(write: (line: string) => void, listening: (inspector: Inspector) => void): (line: string) => void {
  return (line) => {
    const [, port, path] = /^Debugger listening on ws:\/\/127\.0\.0\.1:(\d+)(\/\S+)$/.exec(line) ?? [];
    if (port && path) listening({ port: Number(port), path });
    else if (!NOISE.test(line)) write(line);
  };
}

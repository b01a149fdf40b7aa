import type { Readable } from 'node:stream';
import type { Process } from './launch.ts';

/** Longest line that is kept whole. */
const MAX_LINE = 256 * 1024;

/** Reads what a process prints: lines of stdout and stderr, and the frames that a bootstrap of ours writes to descriptor 3. */
export function readOutput(child: Process, listener: { line(text: string): void; end(requestId: string): void }) {
  let chunks = 0;
  for (const stream of [child.stdout, child.stderr]) {
    byLine(stream, listener.line);
    stream.on('data', () => chunks++);
  }
  // An end is written after the output, but to a pipe of its own: it may be read first. What is left in the other two is read in the
  // next turn of the loop, all of it when a turn brings nothing more.
  const endOnceQuiet = (requestId: string) => {
    const before = chunks;
    setImmediate(() => setImmediate(() => (chunks === before ? listener.end(requestId) : endOnceQuiet(requestId))));
  };
  byLine(
    child.stdio[3] as Readable,
    (text) => {
      try {
        const [kind, value] = JSON.parse(text) as [string, string];
        if (kind === 'end') endOnceQuiet(value);
        else listener.line(value);
      } catch {
        listener.line(text);
      }
    },
    Number.POSITIVE_INFINITY,
  );
}

function byLine(stream: Readable, take: (line: string) => void, max = MAX_LINE) {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line !== '') take(line);
    if (rest.length <= max) return;
    take(rest);
    rest = '';
  });
  stream.on('end', () => {
    if (rest !== '') take(rest);
  });
  stream.on('error', () => {});
}

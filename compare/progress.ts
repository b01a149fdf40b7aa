/** A live line for a person: redrawn on a terminal, and elsewhere printed line by line, only where it says something new. */
export interface Progress {
  /** What is going on now; on a terminal it replaces the line before. */
  live(text: string): void;
  /** What stays on the screen. */
  line(text: string): void;
  /** Takes the live line away. */
  clear(): void;
}

/** Progress goes to stderr, so that stdout holds the result alone. */
export function createProgress(stream: NodeJS.WriteStream = process.stderr): Progress {
  const wipe = () => stream.isTTY && stream.write('\r\x1b[2K');
  return {
    live(text) {
      if (stream.isTTY) stream.write(`\r\x1b[2K${text.slice(0, (stream.columns ?? 80) - 1)}`);
    },
    line(text) {
      wipe();
      stream.write(`${text}\n`);
    },
    clear: () => void wipe(),
  };
}

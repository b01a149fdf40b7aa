/** A live line for a person: redrawn on a terminal; elsewhere printed now and then, so that nothing that takes long is silent. */
export interface Progress {
  /** What is going on now; on a terminal it replaces the line before. */
  live(text: string): void;
  /** What stays on the screen. */
  line(text: string): void;
  /** Takes the live line away. */
  clear(): void;
}

/** How long it may be silent where there is no terminal, milliseconds. */
const SILENT_MS = 2000;
/** The same for a line that says what the one before said. */
const UNCHANGED_MS = 20_000;

/** Progress goes to stderr, so that stdout holds the result alone. */
export function createProgress(stream: NodeJS.WriteStream = process.stderr): Progress {
  return stream.isTTY ? onTerminal(stream) : asLines(stream);
}

function onTerminal(stream: NodeJS.WriteStream): Progress {
  const wipe = () => void stream.write('\r\x1b[2K');
  return {
    // some terminals say that they have no columns at all
    live: (text) => void stream.write(`\r\x1b[2K${text.slice(0, (stream.columns || 80) - 1)}`),
    line(text) {
      wipe();
      stream.write(`${text}\n`);
    },
    clear: wipe,
  };
}

/** Of all that is going on, the latest is printed when nothing has been for two seconds, and more seldom while it stays the same. */
function asLines(stream: NodeJS.WriteStream): Progress {
  let latest = '';
  let printed = '';
  let printedAt = 0;
  let timer: NodeJS.Timeout | undefined;
  const clear = () => {
    clearTimeout(timer);
    timer = undefined;
  };
  return {
    live(text) {
      latest = text;
      timer ??= setTimeout(() => {
        timer = undefined;
        if (latest === printed && Date.now() - printedAt < UNCHANGED_MS) return;
        printed = latest;
        printedAt = Date.now();
        stream.write(`${latest}\n`);
      }, SILENT_MS).unref();
    },
    line(text) {
      clear();
      stream.write(`${text}\n`);
    },
    clear,
  };
}

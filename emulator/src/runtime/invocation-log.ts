import type { LogStream } from './log-sink.ts';

/** The lines of one environment: to CloudWatch Logs, and to the invocation that they belong to. */
export interface InvocationLog {
  write(text: string): void;
  /** From here on lines belong to this invocation. */
  begin(requestId: string, startLine: string): void;
  /** The invocation has its answer: `endLines` follow as soon as the process says that it has printed all. Resolves with the whole text. */
  finish(endLines: () => string[], wait: boolean): Promise<string>;
  /** All lines of that invocation have been read. */
  complete(requestId: string): void;
}

/** How long a runtime that doesn't say when its output is complete may still be printing. */
const SETTLE_MS = 5;
/** Lines kept for the `LogType: Tail` of an invocation. */
const KEPT_LINES = 1000;

export function createInvocationLog(stream: LogStream, marked: boolean): InvocationLog {
  let lines: string[] = [];
  let current: string | undefined;
  let completed = false;
  let close: (() => void) | undefined;

  const write = (text: string) => {
    stream.write(text);
    lines.push(text);
    if (lines.length > 2 * KEPT_LINES) lines = lines.slice(-KEPT_LINES);
  };

  return {
    write,
    begin(requestId, startLine) {
      close?.();
      lines = [];
      current = requestId;
      completed = false;
      write(startLine);
    },
    finish(endLines, wait) {
      return new Promise((resolve) => {
        close = () => {
          close = undefined;
          clearTimeout(timer);
          for (const line of endLines()) write(line);
          resolve(lines.map((line) => `${line}\n`).join(''));
        };
        const timer = setTimeout(() => close?.(), marked ? 1000 : SETTLE_MS).unref();
        if (!wait || completed) close();
      });
    },
    complete(requestId) {
      if (requestId !== current) return;
      completed = true;
      close?.();
    },
  };
}

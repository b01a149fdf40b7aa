import type { Stack } from '../services/service.ts';

export interface LogStream {
  write(text: string): void;
}

/** Writes log lines to CloudWatch Logs, gathered, so that no invocation waits for them. */
export interface LogSink {
  stream(owner: { account: string; region: string }, group: string, name: string): LogStream;
  flush(): Promise<void>;
  /** Drops what is still gathered: the stack is going, and with it the log that it would be written to. */
  stop(): void;
}

/** Real milliseconds that lines are gathered for. */
const GATHER_MS = 100;
/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html */
const MAX_EVENTS = 10_000;
const MAX_BYTES = 1_048_576;
const OVERHEAD = 26;

interface Pending {
  owner: { account: string; region: string };
  group: string;
  name: string;
  made: boolean;
  lines: { timestamp: number; message: string }[];
}

export function createLogSink(stack: Stack): LogSink {
  const dirty = new Set<Pending>();
  const groups = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let writing: Promise<void> = Promise.resolve();

  /** What CloudWatch Logs refuses must not reach the function: a function without a log still works on AWS too. */
  const attempt = (operation: string, input: object, owner: Pending['owner']) =>
    stack.call('logs', operation, input, owner).then(
      () => true,
      () => false,
    );

  async function write(pending: Pending) {
    const { owner, group: logGroupName, name: logStreamName } = pending;
    const lines = pending.lines.splice(0);
    if (!pending.made) {
      const key = `${owner.account}/${owner.region}/${logGroupName}`;
      if (!groups.has(key)) await attempt('CreateLogGroup', { logGroupName }, owner);
      groups.add(key);
      await attempt('CreateLogStream', { logGroupName, logStreamName }, owner);
      pending.made = true;
    }
    for (const logEvents of batches(lines)) await attempt('PutLogEvents', { logGroupName, logStreamName, logEvents }, owner);
  }

  function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    const all = [...dirty];
    dirty.clear();
    if (all.length > 0) writing = writing.then(async () => void (await Promise.all(all.map(write))));
    return writing;
  }

  return {
    stream(owner, group, name) {
      const pending: Pending = { owner, group, name, made: false, lines: [] };
      return {
        write(message) {
          pending.lines.push({ timestamp: Math.floor(stack.clock.now()), message });
          dirty.add(pending);
          if (!stopped) timer ??= setTimeout(flush, GATHER_MS).unref();
        },
      };
    },
    flush,
    stop() {
      stopped = true;
      clearTimeout(timer);
      dirty.clear();
    },
  };
}

function* batches(lines: Pending['lines']) {
  let batch: Pending['lines'] = [];
  let bytes = 0;
  for (const line of lines) {
    const size = Math.min(Buffer.byteLength(line.message), MAX_BYTES) + OVERHEAD;
    if (batch.length > 0 && (batch.length === MAX_EVENTS || bytes + size > MAX_BYTES)) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(line);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}

import { type Emulator, type EmulatorOptions, startEmulator } from 'pushpull-emulator';
import { startLocalStack } from '../../localstack/start.ts';

/** An AWS-compatible stack to test the app on. */
export interface Place {
  endpoint: string;
  /** Moves its clock; absent where time is real. */
  advance?(ms: number): Promise<void>;
  /** Real milliseconds within which what was sent arrives, retries included where time is real. */
  patienceMs: number;
  stop(): Promise<void>;
}

export interface EmbeddedPlace extends Place {
  emulator: Emulator;
  advance(ms: number): Promise<void>;
}

export async function embeddedPlace(options: EmulatorOptions = {}): Promise<EmbeddedPlace> {
  const emulator = await startEmulator({ port: 0, ...options });
  return {
    emulator,
    endpoint: emulator.endpoint,
    advance: (ms) => emulator.clock.advance(ms),
    // on a busy machine processes take many times as long
    patienceMs: 120_000,
    stop: () => emulator.stop(),
  };
}

/** The real LocalStack, without Docker. Its first start installs it, which takes minutes. */
export async function localstackPlace(): Promise<Place> {
  const running = await startLocalStack({
    onProgress: (line) => console.log(line),
    // 2 s instead of a minute before the first retry of an asynchronous invocation; a queue's visibility timeout can't be shortened from outside
    environment: { LAMBDA_RETRY_BASE_DELAY: '2' },
  });
  return { endpoint: running.endpoint, patienceMs: 150_000, stop: () => running.stop() };
}

import { startLocalStack } from '../localstack/start.ts';
import type { Target } from './clients.ts';

/** Its first wait before an asynchronous invocation is tried again, in seconds; AWS's and its own is 60. */
const RETRY_BASE_SECONDS = 2;

/** Its mappings poll once a second and back off to 10 s when a queue was empty; several cases wait for that more than once. */
export const LOCALSTACK_PATIENCE_MS = 60_000;

/** The real LocalStack as a target, with one setting of it changed: the minutes between retries are seconds. */
export async function startRealLocalStack(options: { onProgress?(line: string): void } = {}) {
  const running = await startLocalStack({
    ...options,
    environment: { LAMBDA_RETRY_BASE_DELAY: String(RETRY_BASE_SECONDS) },
  });
  const target: Target = {
    name: 'localstack',
    endpoint: running.endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: '000000000000', secretAccessKey: 'local' },
    timeScale: 60 / RETRY_BASE_SECONDS,
  };
  return { target, version: running.version, stop: running.stop };
}

import { startEmulator } from 'pushpull-emulator';
import { type Result, run } from '../support/command.ts';

/** Runs `examples/<name>/run.sh` against a stack of its own. */
export async function runExample(name: string): Promise<Result> {
  await using emulator = await startEmulator({ port: 0 });
  return await run('bash', [`examples/${name}/run.sh`], { env: { AWS_ENDPOINT_URL: emulator.endpoint }, timeoutMs: 900_000 });
}

import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const EVERY = 4 * 1024 ** 2;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as (how: { type: 'minor' }) => void;

/**
 * Passes bytes on as they come, and has those collected that have passed. Left to itself the collector waits for 64 MB of buffers, half of
 * what a small function has. https://github.com/v8/v8/blob/main/include/v8-internal.h (kExternalAllocationSoftLimit)
 */
export async function* lean(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let passed = 0;
  for await (const bytes of body) {
    yield bytes;
    passed += bytes.length;
    if (passed < EVERY) continue;
    passed = 0;
    collect({ type: 'minor' });
  }
}

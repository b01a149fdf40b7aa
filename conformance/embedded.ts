import { startEmulator } from 'pushpull-emulator';
import type { Case } from './case.ts';
import type { Target } from './clients.ts';

/** Twenty times AWS's pace: minutes become seconds, and an answer still comes within a second of the stack's time. */
const FAST = 20;

/**
 * The embedded stack as a target: at AWS's own pace for most cases, and a second one with a faster clock for those that take minutes of it.
 */
export async function startEmbedded() {
  const [steady, fast] = [await startEmulator({ port: 0 }), await startEmulator({ port: 0, timeScale: FAST })];
  const common = { name: 'embedded', region: 'us-east-1', credentials: { accessKeyId: '000000000000', secretAccessKey: 'local' } };
  return {
    targetOf: (one: Case): Target =>
      one.slowSeconds ? { ...common, endpoint: fast.endpoint, timeScale: FAST } : { ...common, endpoint: steady.endpoint },
    async stop() {
      await steady.stop();
      await fast.stop();
    },
  };
}

import { cpus, totalmem } from 'node:os';
import type { Run } from './run.ts';

/** What a run says of the machine that it was made on. */
export const thisMachine = (): Run['machine'] => ({
  cpus: cpus().length,
  model: cpus()[0]?.model ?? 'unknown',
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  node: process.version,
});

import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { EXIT, UserError } from '../../errors.ts';
import { parseRun } from '../../lab/report/read-run.ts';
import type { Spread } from '../../measures.ts';
import type { SimulatedMode } from '../mode.ts';
import type { Quantiles } from '../quantiles.ts';
import type { Settings } from '../settings.ts';
import { measuredByLab } from './lab-run.ts';
import { measuredByStart } from './start-report.ts';

/** How long the parts of a way take, as measured where nothing was wrong. */
export interface Parts {
  /** Sent → handed over. */
  entranceMs: Quantiles;
  /** Handed over (where the hand-over waits: mail delivered) → the sender has its answer. */
  replyMs: Quantiles;
  /** Handed over → first line of the consumer, without what settings add. */
  triggerMs: Quantiles;
  /** First line of the consumer → the provider has done its work. */
  mailMs: Quantiles;
}

/** A mode (of the lab: a lane) that was measured, and what simulating it takes. */
export interface MeasuredMode {
  name: string;
  answerMs: Spread;
  triggerMs: Spread;
  deliveredMs: Spread;
  throughput: number | undefined;
  retries: number | undefined;
  ledger: { sent: number; fates: Readonly<Record<string, number>> };
  parts: Parts;
  /** Its twin, and its settings with the parts of this run or of another; or why there are none. */
  simulated: { mode: SimulatedMode; settings(parts: Parts): Settings } | string;
}

export interface Measured {
  /** For a person: what, where, how fast. */
  about: string;
  modes: MeasuredMode[];
}

/** What `pushpull start --once --json` has printed, or a run.json of `pushpull compare` (or the folder that it is in). */
export async function readMeasured(path: string): Promise<Measured> {
  const folder = await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
  const file = folder ? join(path, 'run.json') : path;
  let text: string;
  let content: unknown;
  try {
    text = await readFile(file, 'utf8');
    content = JSON.parse(text);
  } catch (error) {
    throw new UserError(`${file} cannot be read as JSON: ${(error as Error).message}`, EXIT.usage);
  }
  if (typeof content === 'object' && content !== null && 'experiment' in content) return measuredByLab(parseRun(text, file));
  try {
    return measuredByStart(content);
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    const { path, message } = error.issues[0] ?? { path: [], message: 'unknown' };
    throw new UserError(
      `${file} is neither what \`pushpull start --once --json\` prints nor a run.json of \`pushpull compare\`: ${path.join('.') || 'it'} is wrong (${message}).`,
      EXIT.usage,
    );
  }
}

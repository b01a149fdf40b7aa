import { createInterface } from 'node:readline/promises';
import { EXIT, UserError } from '../../compare/errors.ts';

/** Asks a person, who has to type the whole word. Where there is nobody to ask, `--yes` must have been given. */
export async function agreeTo(question: string, { yes = false, signal }: { yes?: boolean; signal: AbortSignal }): Promise<void> {
  if (yes) return;
  if (!process.stdin.isTTY)
    throw new UserError(`${question} There is no terminal to ask on, so nothing was done: --yes agrees without being asked.`, EXIT.usage);
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await terminal.question(`${question} Type yes: `, { signal });
    if (answer.trim().toLowerCase() !== 'yes') throw new UserError('Nothing was done.', EXIT.ok);
  } finally {
    terminal.close();
  }
}

import { relative, resolve } from 'node:path';
import { EXIT, UserError } from '../../compare/errors.ts';
import { figuresOf } from '../../compare/lab/figures.ts';
import { type Against, against } from '../../compare/lab/report/against.ts';
import { refusal } from '../../compare/lab/report/comparisons.ts';
import { reportJson } from '../../compare/lab/report/json.ts';
import { terminalText } from '../../compare/lab/report/terminal.ts';
import { writeReport } from '../../compare/lab/report/write-report.ts';
import type { Run } from '../../compare/lab/run.ts';

export interface PresentOptions {
  out?: string;
  json?: boolean;
  /** An earlier run of the same experiment with the same knobs. */
  previous?: Run | undefined;
}

/** Where nobody says how wide it is: pipes and files. */
const USUAL_COLUMNS = 100;

/** Writes and prints what was found. Throws when it is not to be trusted, or could not be written: printed it is all the same. */
export async function present(run: Run, { out, json, previous }: PresentOptions): Promise<void> {
  const change = previous && against(previous, run);
  const unwritten = out && (await write(resolve(out), run, change));
  if (json) console.log(JSON.stringify({ ...run, report: reportJson(run, change) }));
  else console.log(terminalText(run, { ...terminal(), against: change }));
  if (unwritten) throw new UserError(`The run is above, and could not be written to ${out}: ${unwritten}`, EXIT.failed);
  const wrong = figuresOf(run).filter(({ ledger }) => !ledger.addsUp);
  if (wrong.length > 0) throw new UserError(`The ledger does not add up: ${wrong.map(({ lane }) => lane.title).join(', ')}.`, EXIT.failed);
  if (run.strays) throw new UserError(`The provider took ${run.strays} mails that belong to no message.`, EXIT.failed);
  if (refusal(run)) throw new UserError('The generator fell behind: see above.', EXIT.failed);
}

/** Answers why it could not. */
async function write(folder: string, run: Run, change: Against | undefined): Promise<string | undefined> {
  try {
    const names = await writeReport(folder, run, change);
    console.error(`written to ${relative('', folder) || '.'}: ${names.join(', ')}`);
  } catch (error) {
    return (error as Error).message;
  }
}

/** How stdout shows text. */
export const terminal = () => ({
  colour: process.stdout.isTTY === true && process.stdout.hasColors(),
  columns: process.stdout.columns || USUAL_COLUMNS,
});

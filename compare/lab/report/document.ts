import { figuresOf } from '../figures.ts';
import type { Run } from '../run.ts';
import type { Against } from './against.ts';
import type { Document, Section } from './blocks.ts';
import { refusal } from './comparisons.ts';
import { clockOf, interruptedNote } from './method.ts';
import { againstSection } from './sections/against.ts';
import { costs } from './sections/costs.ts';
import { found } from './sections/found.ts';
import { ledger } from './sections/ledger.ts';
import { method } from './sections/method.ts';
import { overTime } from './sections/over-time.ts';
import { predicted } from './sections/predicted.ts';
import { reference } from './sections/reference.ts';
import { times } from './sections/times.ts';

/** A run as a report: what was found first, then what it rests on, then how it was measured. From the run alone. */
export function documentOf(run: Run, against?: Against): Document {
  const figures = figuresOf(run);
  const refused = refusal(run);
  return {
    title: run.question,
    subtitle: `${run.experiment} on ${run.target.title}, ${run.lanes.length} ${run.lanes.length === 1 ? 'lane' : 'lanes'}, ${run.repetitions} × ${run.messages} messages each${run.plannedRepetitions ? ` (${interruptedNote(run)})` : ''}, ${run.at.slice(0, 16).replace('T', ' ')} UTC`,
    clock: clockOf(run),
    sections: [
      found(run, figures, refused),
      ...(against ? [againstSection(against)] : []),
      ledger(run, figures),
      ...(refused
        ? []
        : [times(run, figures), overTime(run), costs(run, figures), reference(run, figures), predicted(run, figures)].filter(hasBlocks)),
      method(run),
    ],
  };
}

const hasBlocks = ({ blocks }: Section) => blocks.length > 0;

import { figuresOf, lateness } from '../figures.ts';
import { predictionsOf } from '../predict/predictions.ts';
import type { Run } from '../run.ts';
import type { Against } from './against.ts';
import { comparisons, refusal } from './comparisons.ts';
import { costsOf } from './costs.ts';
import { findingsOf } from './findings.ts';
import { verdicts } from './verdicts.ts';

/** What reports say of a run, for machines. Where the generator fell behind there are no times, and nothing that rests on them. */
export function reportJson(run: Run, against?: Against) {
  const figures = figuresOf(run);
  const refused = refusal(run);
  return {
    refused: refused ?? null,
    latenessMs: lateness(run),
    lanes: figures.map(({ times, throughput, cold, batch, ...one }) => (refused ? one : { ...one, times, throughput, cold, batch })),
    verdicts: verdicts(run, figures),
    findings: findingsOf(run, refused === undefined),
    comparisons: refused ? [] : comparisons(run, figures),
    predictions: refused ? [] : predictionsOf(run, figures),
    costs: refused ? [] : costsOf(run, figures),
    ...(against ? { against } : {}),
  };
}

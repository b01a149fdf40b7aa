import type { Run } from './run.ts';

/**
 * What a run has whole when it is broken off: the repetitions before the one that was under way, whose rows are left out. `undefined` where
 * there is none: a warm-up alone says nothing.
 */
export function wholeRepetitions(run: Run, complete: number): Run | undefined {
  if (complete === 0) return undefined;
  const whole = ({ repetition }: { repetition: number }) => repetition <= complete;
  const loads = run.loads.map(whole);
  return {
    ...run,
    repetitions: complete,
    plannedRepetitions: run.repetitions,
    rows: run.rows.filter(whole),
    sent: run.sent.filter(whole),
    retries: run.retries?.filter(whole),
    loads: run.loads.filter(whole),
    provider: run.provider.filter((_, load) => loads[load]),
    beganAt: run.beganAt.filter((_, load) => loads[load]),
  };
}

/** What a run ends with that was broken off: its whole repetitions where it was interrupted and has some; else it throws what broke it. */
export function brokenOff(error: unknown, run: Run | undefined, complete: number, signal: AbortSignal): Run {
  const whole = run && signal.aborted ? wholeRepetitions(run, complete) : undefined;
  if (!whole) throw error;
  return whole;
}

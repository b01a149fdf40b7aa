export interface TimeLeft {
  /** A repetition begins; 0 is the warm-up. */
  begin(repetition: number): void;
  /** ` · about 40 s left`, for the end of a line; nothing while nothing is known. */
  text(): string;
}

/**
 * How long a run will still take: a repetition takes as long as its load at least, and what those before it took on average. `loadMs`: of
 * one repetition, all its loads together. `now`: milliseconds of a clock that never jumps.
 */
export function timeLeft(repetitions: number, loadMs: number, now: () => number = () => performance.now()): TimeLeft {
  const beginnings: number[] = [];
  let current = 0;
  return {
    begin(repetition) {
      current = repetition;
      beginnings[repetition] = now();
    },
    text() {
      const began = beginnings[current];
      if (began === undefined) return '';
      const first = beginnings[1];
      const mean = first === undefined || current < 2 ? 0 : (began - first) / (current - 1);
      const each = Math.max(loadMs, mean);
      const toCome = each * (repetitions - current);
      const ofThis = current === 0 ? 0 : Math.max(0, each - (now() - began));
      const seconds = Math.ceil((toCome + ofThis) / 1000);
      if (seconds === 0) return '';
      return ` · about ${seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} min`} left`;
    },
  };
}

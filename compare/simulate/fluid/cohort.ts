/** Some amount of shares that need not be whole, and the sum of the moments at which they were sent: their mean age is known, no more. */
export interface Cohort {
  mass: number;
  moment: number;
}

export const empty = (): Cohort => ({ mass: 0, moment: 0 });
export const of = (mass: number, sentAt: number): Cohort => ({ mass, moment: mass * sentAt });

export function pour(from: Cohort, into: Cohort): void {
  into.mass += from.mass;
  into.moment += from.moment;
}

/** Takes so much of it out, a fair sample of it. */
export function draw(cohort: Cohort, mass: number): Cohort {
  const part = cohort.mass > 0 ? Math.min(1, Math.max(0, mass) / cohort.mass) : 0;
  const drawn = { mass: cohort.mass * part, moment: cohort.moment * part };
  cohort.mass -= drawn.mass;
  cohort.moment -= drawn.moment;
  return drawn;
}

export const meanSentAt = ({ mass, moment }: Cohort): number => (mass > 0 ? moment / mass : 0);

export const total = (cohorts: readonly Cohort[]): number => cohorts.reduce((sum, { mass }) => sum + mass, 0);

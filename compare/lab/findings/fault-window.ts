import type { Row } from '../row.ts';
import type { Run } from '../run.ts';

/** When the load that this row was sent in began: real milliseconds since 1970. */
export const loadBegan = (run: Run, { lane, repetition }: Pick<Row, 'lane' | 'repetition'>): number | undefined =>
  run.beganAt[run.loads.findIndex((one) => one.repetition === repetition && one.lanes.includes(lane))];

/** Real milliseconds since 1970 between which the run's first fault lasted, for this row's load. Undefined for a run without one. */
export function faultWindow(run: Run, { lane, repetition }: Pick<Row, 'lane' | 'repetition'>): { from: number; until: number } | undefined {
  const [fault] = run.faults;
  const beganAt = loadBegan(run, { lane, repetition });
  if (!fault || beganAt === undefined) return undefined;
  const { fromS, untilS = Number.POSITIVE_INFINITY } = fault;
  return { from: beganAt + fromS * 1000, until: beganAt + untilS * 1000 };
}

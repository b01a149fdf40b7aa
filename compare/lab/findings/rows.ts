import { percentile } from '../../measures.ts';
import { counted } from '../figures.ts';
import type { Row } from '../row.ts';
import type { Run } from '../run.ts';

export type RunLane = Run['lanes'][number];

/** Each lane with its rows that count. */
export function byLane(run: Run): { lane: RunLane; rows: Row[] }[] {
  const rows = Map.groupBy(counted(run), ({ lane }) => lane);
  return run.lanes.map((lane) => ({ lane, rows: rows.get(lane.id) ?? [] }));
}

/** The rows of each repetition. */
export const byRepetition = (rows: readonly Row[]): Row[][] => [...Map.groupBy(rows, ({ repetition }) => repetition).values()];

/** Sent → the provider has done its work; undefined while it has not. */
export const tookMs = ({ sentAt, deliveredAt }: Row): number | undefined =>
  deliveredAt === undefined ? undefined : Math.max(0, deliveredAt - sentAt);

/** Undefined for none. */
export const median = (values: readonly (number | undefined)[]): number | undefined =>
  percentile(
    values.filter((value) => value !== undefined),
    0.5,
  );

/** That met warm processes. */
export const isWarm = ({ cold, entranceCold }: Row): boolean => cold === false && !entranceCold;

/** Those that met warm processes, for sentences on how long it took; where nobody did all of them, and `note` says so. */
export function warmOrAll(rows: readonly Row[]): { rows: readonly Row[]; note: string } {
  const delivered = rows.filter((row) => tookMs(row) !== undefined);
  const warm = delivered.filter(isWarm);
  if (warm.length > 0) return { rows: warm, note: '' };
  return { rows: delivered, note: delivered.length > 0 ? ' (cold starts included)' : '' };
}

/** `3 of 60 messages`, `1 of 1 message`. */
export const of = (some: number, all: number, what = 'message'): string => `${some} of ${all} ${what}${all === 1 ? '' : 's'}`;

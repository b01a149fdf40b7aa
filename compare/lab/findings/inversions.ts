import type { Row } from '../row.ts';

/**
 * How many messages reached the provider after one of their group that was handed over later. `ordered`: those that had such a later one
 * at all, which was handed over after they had been confirmed; two that were under way at once have no order that could be kept.
 */
export function inversionsOf(rows: readonly Row[]): { overtaken: number; ordered: number } {
  let [overtaken, ordered] = [0, 0];
  const groups = Map.groupBy(
    rows.filter(({ group, receivedAt }) => group !== undefined && receivedAt !== undefined),
    ({ repetition, group, copy }) => `${repetition}/${group}/${copy}`,
  );
  for (const group of groups.values())
    for (const one of group) {
      const later = group.filter((other) => cameAfter(other, one));
      if (later.length > 0) ordered++;
      if (later.some((other) => (other.receivedAt as number) < (one.receivedAt as number))) overtaken++;
    }
  return { overtaken, ordered };
}

const cameAfter = (other: Row, one: Row): boolean =>
  (other.sequence ?? 0) > (one.sequence ?? 0) &&
  one.acknowledgedAt !== undefined &&
  other.handedOverAt !== undefined &&
  other.handedOverAt > one.acknowledgedAt;

/**
 * Which of many comparisons still say something when all are looked at: of runs that are the same in everything, one in twenty has any
 * at all (Holm's). https://en.wikipedia.org/wiki/Holm%E2%80%93Bonferroni_method
 */
export function holm(ps: readonly number[], level = 0.05): boolean[] {
  const stands = ps.map(() => false);
  const order = [...ps.keys()].sort((a, b) => (ps[a] as number) - (ps[b] as number));
  for (const [rank, i] of order.entries()) {
    if ((ps[i] as number) > level / (ps.length - rank)) break;
    stands[i] = true;
  }
  return stands;
}

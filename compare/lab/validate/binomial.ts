import jstat from 'jstat';

/** How many of n independent cases, each with this probability, chance makes in so much of all experiments; both ends are still chance. */
export function binomialBounds(n: number, probability: number, confidence = 0.99): { low: number; high: number } {
  const tail = (1 - confidence) / 2;
  /** The fewest cases of which so few or fewer are likelier than that. */
  const first = (isLikely: (cumulated: number) => boolean, from = 0): number => {
    let k = from;
    while (k < n && !isLikely(jstat.binomial.cdf(k, n, probability))) k++;
    return k;
  };
  const low = first((cumulated) => cumulated > tail);
  return { low, high: first((cumulated) => cumulated >= 1 - tail, low) };
}

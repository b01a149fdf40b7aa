/** How many of n independent cases, each with this probability, chance makes in so much of all experiments; both ends are still chance. */
export function binomialBounds(n: number, probability: number, confidence = 0.99): { low: number; high: number } {
  const tail = (1 - confidence) / 2;
  let below = 0;
  let [low, high] = [0, n];
  let found = false;
  for (let k = 0; k <= n; k++) {
    below += Math.exp(logChoose(n, k) + k * Math.log(probability) + (n - k) * Math.log1p(-probability));
    if (!found && below > tail) {
      low = k;
      found = true;
    }
    if (below >= 1 - tail) {
      high = k;
      break;
    }
  }
  return { low, high };
}

/** In logarithms, since n over k has hundreds of digits. */
function logChoose(n: number, k: number): number {
  let sum = 0;
  for (let i = 1; i <= k; i++) sum += Math.log((n - k + i) / i);
  return sum;
}

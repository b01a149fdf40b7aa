declare module 'jstat' {
  const jstat: {
    studentt: { inv(p: number, degreesOfFreedom: number): number; cdf(t: number, degreesOfFreedom: number): number };
    binomial: { cdf(k: number, n: number, probability: number): number };
  };
  export default jstat;
}

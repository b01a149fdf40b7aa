/** `1 person shares`, `20 people share`: a number with what it counts, and where the verb follows, that too. */
export const counted = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;

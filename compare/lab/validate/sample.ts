import { seeded } from '../../simulate/random.ts';

/** What is done to a message so that the lab has something to find. */
export type Injection = 'swallow' | 'poison' | 'twice';

/**
 * Which messages of a lane and repetition something is done to: exactly so many of each kind, no message twice, the same ones for the same
 * seed. Throws when there are fewer messages than that.
 */
export function sampleOf(seed: number, messages: number, counts: Readonly<Record<Injection, number>>): Map<number, Injection> {
  const random = seeded(seed);
  const left = Array.from({ length: messages }, (_, index) => index);
  const picked = new Map<number, Injection>();
  for (const [kind, count] of Object.entries(counts) as [Injection, number][])
    for (let n = 0; n < count; n++) {
      const [index] = left.splice(Math.floor(random() * left.length), 1);
      if (index === undefined) throw new Error(`${messages} messages are too few to do something to so many of them`);
      picked.set(index, kind);
    }
  return picked;
}

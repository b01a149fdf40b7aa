import type { Hop } from 'pushpull-emulator';
import type { DeployedLane } from '../stack/deployed-lane.ts';

/**
 * The hops of one consumer's way: neither the entrance's own invocation, nor other consumers', nor what is in a dead-letter queue by now.
 * Copies share a topic or a bus: what these say of one delivery names its endpoint, and is only that copy's.
 */
export function hopsOfCopy(hops: readonly Hop[], lane: DeployedLane, copy: number): Hop[] {
  const others = [...lane.consumers, ...lane.queues.map(nameOf)].filter((_, i, { length }) => {
    const copies = Math.max(lane.consumers.length, lane.queues.length);
    return length > 1 && i % copies !== copy;
  });
  const notOurs = [lane.entrance, ...lane.deadLetters.map(nameOf), ...others];
  return hops.filter(({ resource = '', detail }) => {
    const endpoint = typeof detail?.endpoint === 'string' ? detail.endpoint : '';
    return !notOurs.some((name) => resource.includes(name)) && !others.some((name) => endpoint.endsWith(`:${name}`));
  });
}

const nameOf = (url: string) => url.split('/').at(-1) as string;

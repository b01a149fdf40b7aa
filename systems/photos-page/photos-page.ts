import type { System } from '../system.ts';
import { breaker } from './breaker.ts';
import { chain } from './chain.ts';
import { events } from './events.ts';
import { load } from './load.ts';
import { parallel } from './parallel.ts';

/** One page, three services: who waits for whom, and what is left when one is away. */
export const photosPage: System = {
  name: 'photos-page',
  title: 'A photos page of three services',
  question: 'What does the page cost while Users and Contracts are well, and what is left of it when they are not?',
  stacks: ['PushpullPage'],
  variants: [
    { name: 'chain', title: 'Photos waits for Users, who waits for Contracts', run: chain },
    { name: 'parallel', title: 'Photos asks both at once', run: parallel },
    { name: 'breaker', title: 'a chain with short waits, circuit breakers and a page in part', run: breaker },
    { name: 'events', title: 'Photos is told what changes, and answers alone', run: events },
    { name: 'load', title: 'many at once, on the chain and on events', run: load },
  ],
};

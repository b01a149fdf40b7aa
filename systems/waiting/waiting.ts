import type { System } from '../system.ts';
import { compare } from './compare.ts';
import { disconnect } from './disconnect.ts';
import { local } from './local.ts';
import { oneWay } from './one-way.ts';
import { longPoll, shortPoll, sse, wait, webhook } from './ways.ts';

/** Readiness against completion: in one program, and between services. */
export const waiting: System = {
  name: 'waiting',
  title: 'Waiting',
  question: 'Who waits for an answer that takes its time, what does the waiting cost, and what if the one who waits leaves?',
  stacks: ['PushpullWaiting'],
  variants: [
    { name: 'local', title: 'in one program: block, a thread, ask, be called', run: local },
    { name: 'wait', title: 'between services: the caller waits on the line', run: oneWay(wait) },
    { name: 'short-poll', title: 'ask again and again', run: oneWay(shortPoll) },
    { name: 'long-poll', title: 'ask, and be held until there is an answer', run: oneWay(longPoll) },
    { name: 'sse', title: 'server-sent events, in short streams', run: oneWay(sse) },
    { name: 'webhook', title: 'be called back', run: oneWay(webhook) },
    { name: 'compare', title: 'the five side by side, and what each costs', run: compare },
    { name: 'disconnect', title: 'the client leaves in the middle', run: disconnect },
  ],
};

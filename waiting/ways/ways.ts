import type { Way } from '../way.ts';
import { block } from './block.ts';
import { completion } from './completion.ts';
import { poll } from './poll.ts';
import { readiness } from './readiness.ts';
import { thread } from './thread.ts';

export interface NamedWay {
  name: string;
  /** What a person reads. */
  title: string;
  way: Way;
  /** What its process is started with. */
  env?: Record<string, string>;
}

/** In the order in which one thinks of them. */
export const WAYS: readonly NamedWay[] = [
  { name: 'block', title: 'block', way: block },
  { name: 'thread', title: 'blocking thread', way: thread },
  { name: 'poll-0', title: 'poll, no pause', way: poll(0) },
  { name: 'poll-1', title: 'poll at 1 ms', way: poll(1) },
  { name: 'poll-10', title: 'poll at 10 ms', way: poll(10) },
  { name: 'poll-100', title: 'poll at 100 ms', way: poll(100) },
  { name: 'readiness', title: 'told it is ready', way: readiness },
  { name: 'completion', title: 'called when done', way: completion },
  { name: 'io_uring', title: '… io_uring asked', way: completion, env: { UV_USE_IO_URING: '1' } },
];

export function wayNamed(name: string): NamedWay {
  const found = WAYS.find((way) => way.name === name);
  if (!found) throw new Error(`There is no way ${name}; there are ${WAYS.map((way) => way.name).join(', ')}`);
  return found;
}

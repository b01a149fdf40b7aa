import { beforeEach, describe, expect, test } from 'vitest';
import type { Fault, Message } from '../message.ts';
import { type ConsumeDeps, consume } from './core.ts';

const ENDED = new Error('the process has ended');
let done: string[];
let attempts: number;
let headers: Record<string, string>;
const deps: ConsumeDeps = {
  work: async () => void done.push('work'),
  attempt: async () => ++attempts,
  async sendMail(_message, sent) {
    done.push('mail');
    headers = sent;
  },
  async exit() {
    done.push('exit');
    throw ENDED;
  },
};
beforeEach(() => {
  done = [];
  attempts = 0;
});

const message = (fault?: Fault): Message => ({
  id: 'm',
  sentAt: 1,
  enteredAt: 2,
  handedOverAt: 3,
  group: 'a',
  ...(fault ? { fault } : {}),
});
const attempt = (fault?: Fault) => consume(message(fault), { handledAt: 4, cold: true, environment: 'e', batch: 2 }, deps);

test('the mail is sent with all that is known of the attempt', async () => {
  await attempt();
  expect(done).toEqual(['work', 'mail']);
  expect(headers).toEqual({ enteredAt: '2', handedOverAt: '3', group: 'a', handledAt: '4', cold: 'true', environment: 'e', batch: '2' });
  // what has no fault is counted nowhere: that would take time
  expect(attempts).toBe(0);
});

describe.each<[Fault['kind'], string[], 'fails' | 'ends well']>([
  ['throw', [], 'fails'],
  ['exit', ['exit'], 'fails'],
  ['exit-after', ['work', 'mail', 'exit'], 'fails'],
  ['swallow', [], 'ends well'],
])('%s', (kind, does, ends) => {
  const outcome = (fault: Fault) =>
    attempt(fault).then(
      () => 'ends well',
      () => 'fails',
    );

  test('happens to so many attempts, and to no later one', async () => {
    const fault = { kind, times: 2 };
    for (const _ of [1, 2]) {
      done = [];
      expect(await outcome(fault)).toBe(ends);
      expect(done).toEqual(does);
    }
    done = [];
    expect(await outcome(fault)).toBe('ends well');
    expect(done).toEqual(['work', 'mail']);
  });

  test('happens to every attempt where no number is given', async () => {
    for (let i = 0; i < 5; i++) expect(await outcome({ kind })).toBe(ends);
    expect(done).toEqual(Array.from({ length: 5 }, () => does).flat());
    expect(attempts).toBe(0);
  });
});

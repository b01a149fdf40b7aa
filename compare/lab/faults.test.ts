import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { DEFAULT_KNOBS, type Knobs } from '../../third-party/shared/knobs.ts';
import { EXIT } from '../errors.ts';
import { type Breakable, inflict } from './faults.ts';

/** A provider whose knobs are turned, with all their positions so far, and processes that are killed. */
function place(canKill = true) {
  let knobs: Knobs = { ...DEFAULT_KNOBS, latencyMs: 5 };
  const turned: Partial<Knobs>[] = [];
  const killed: string[] = [];
  const breakable: Breakable = {
    email: {
      knobs: async () => knobs,
      async setKnobs(next) {
        turned.push(next);
        knobs = { ...knobs, ...next };
        return knobs;
      },
    },
    target: {
      title: 'a target',
      ...(canKill ? { killFunction: async (name: string) => killed.push(name) > 0 } : {}),
    },
    lanes: ['Pull', 'Push'].map((id) => ({
      id,
      deployed: { entrance: '', consumers: [`${id}-0`, `${id}-1`], deadLetters: [], queues: [] },
    })),
    killWorker: (lane) => lane === 'Worker' && killed.push('a worker') > 0,
  };
  return { breakable, turned, killed, knobs: () => knobs };
}
const never = new AbortController().signal;
const down = { what: 'the provider is down', fromS: 0, provider: { down: true } };

describe('a knob', () => {
  test('is turned back to where it was when its time is over', async () => {
    const { breakable, turned, knobs } = place();
    const { over, mend } = inflict([{ what: 'slow', fromS: 0, untilS: 0.01, provider: { latencyMs: 900 } }], breakable, never);
    await over;
    expect(turned).toEqual([{ latencyMs: 900 }, { latencyMs: 5 }]);
    expect(knobs().latencyMs).toBe(5);
    await mend();
    expect(turned).toHaveLength(2);
  });

  test('that stays turned holds nobody up, and is turned back when it is mended', async () => {
    const { breakable, turned, knobs } = place();
    const { over, mend } = inflict([down], breakable, never);
    await over;
    while (turned.length === 0) await sleep(1);
    expect(knobs().down).toBe(true);
    await mend();
    expect(knobs().down).toBe(false);
  });

  test('is turned back when the run is broken off', async () => {
    const broken = new AbortController();
    const { breakable, turned, knobs } = place();
    const { over, mend } = inflict([{ ...down, untilS: 3600 }], breakable, broken.signal);
    while (turned.length === 0) await sleep(1);
    broken.abort(new Error('Ctrl-C'));
    await over;
    await mend();
    expect(knobs().down).toBe(false);
  });

  test('that is not turned yet stays where it is', async () => {
    const { breakable, turned } = place();
    const { mend } = inflict([{ ...down, fromS: 3600 }], breakable, never);
    await mend();
    expect(turned).toEqual([]);
  });
});

describe('processes', () => {
  const kill = (lanes: string[]) => ({ what: 'crashes', fromS: 0, untilS: 0.05, kill: { lanes, everyS: 60 } });

  test('of the named lanes alone are killed, one at a time', async () => {
    const { breakable, killed } = place();
    await inflict([kill(['Pull'])], breakable, never).over;
    expect(killed).toEqual(['Pull-0']);
  });

  test('of several consumers are killed in turn', async () => {
    const { breakable, killed } = place();
    const ending = new AbortController();
    const often = { what: 'crashes', fromS: 0, kill: { lanes: ['Pull', 'Push'], everyS: 0.001 } };
    const { mend } = inflict([often], breakable, ending.signal);
    while (killed.length < 6) await sleep(1);
    await mend();
    expect(killed.slice(0, 6)).toEqual(['Pull-0', 'Push-0', 'Pull-1', 'Push-1', 'Pull-0', 'Push-0']);
  });

  test('of another consumer are killed where there is none of the one whose turn it is', async () => {
    const { breakable, killed } = place();
    const target = { title: 'a target', killFunction: async (name: string) => name === 'Pull-1' && killed.push(name) > 0 };
    await inflict([kill(['Pull'])], { ...breakable, target }, never).over;
    expect(killed).toEqual(['Pull-1']);
  });

  test('outside Lambda are killed where a lane has some', async () => {
    const { breakable, killed } = place();
    const lanes = [...breakable.lanes, { id: 'Worker', deployed: { entrance: '', consumers: [], deadLetters: [], queues: [] } }];
    await inflict([kill(['Worker'])], { ...breakable, lanes }, never).over;
    expect(killed).toEqual(['a worker']);
  });

  test('out of reach are an error that says where', async () => {
    const { breakable } = place(false);
    await expect(inflict([kill(['Pull'])], breakable, never).over).rejects.toMatchObject({
      message: "Processes of functions can't be killed on a target.",
      exitCode: EXIT.usage,
    });
  });
});

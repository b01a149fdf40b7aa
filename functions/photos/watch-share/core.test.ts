import { describe, expect, it } from 'vitest';
import type { Share } from '../share-store.ts';
import { isOver, serverSentEvents, type WatchShareDeps, waitForNews } from './core.ts';

const step = (version: number, status: Share['status']) => ({ version, status, at: version * 10 });

/** A world whose share gets its second step once so much time has passed. */
function world(changesAt: number) {
  let time = 0;
  let looks = 0;
  const deps: WatchShareDeps = {
    glance: async (id) => {
      looks++;
      if (id !== 's1') return undefined;
      const history = [step(1, 'requested'), ...(time >= changesAt ? [step(2, 'sending')] : [])];
      return { version: history.length, history };
    },
    sleep: async (ms) => {
      time += ms;
    },
    now: () => time,
  };
  return { deps, looks: () => looks, time: () => time };
}

describe('waitForNews', () => {
  it('answers at once what is newer than what the watcher knows', async () => {
    const { deps, time } = world(5_000);
    expect(await waitForNews('s1', 0, 20_000, deps)).toEqual([step(1, 'requested')]);
    expect(time()).toBe(0);
  });

  it('waits for a change, and looks ever more rarely meanwhile', async () => {
    const { deps, looks, time } = world(5_000);
    expect(await waitForNews('s1', 1, 20_000, deps)).toEqual([step(2, 'sending')]);
    expect(time()).toBeLessThan(6_000);
    expect(looks()).toBeLessThan(10);
  });

  it('gives up when the time is over', async () => {
    const { deps, time } = world(60_000);
    expect(await waitForNews('s1', 1, 20_000, deps)).toEqual([]);
    expect(time()).toBe(20_000);
  });

  it('knows no share that nobody made', async () => {
    await expect(waitForNews('s2', 0, 1, world(0).deps)).rejects.toMatchObject({ status: 404 });
  });
});

describe('server-sent events', () => {
  it('have an id each, so that a browser that comes again says where it was', () => {
    expect(serverSentEvents([step(2, 'sending'), step(3, 'sent')])).toBe(
      'retry: 250\n\nid: 2\nevent: status\ndata: {"status":"sending","at":20}\n\nid: 3\nevent: status\ndata: {"status":"sent","at":30}\n\n',
    );
    expect(serverSentEvents([])).toBe('retry: 250\n\n: nothing new yet\n\n');
  });

  it('are over once the share is sent or has failed', () => {
    expect([isOver([]), isOver([step(2, 'sending')]), isOver([step(3, 'failed')])]).toEqual([false, false, true]);
  });
});

import { describe, expect, it } from 'vitest';
import { completedBy, poolLine, ringFindings } from '../../waiting/findings.ts';
import { type Measure, measure } from '../../waiting/measure.ts';
import { fillPool } from '../../waiting/pool.ts';
import { waysTable } from '../../waiting/table.ts';
import { WAYS, wayNamed } from '../../waiting/ways/ways.ts';

const SHORT = { ms: 150, rounds: 1 };

/** A busy machine may let a short wait go by before a process has had its turn: one of which too little is seen is tried longer. */
async function longEnough<T>(look: (ms: number) => Promise<T>, seen: (found: T) => boolean): Promise<T> {
  for (let { ms } = SHORT; ; ms *= 3) {
    const found = await look(ms);
    if (seen(found) || ms > 10_000) return found;
  }
}

describe('ways to wait in one program', () => {
  it.each(['block', 'poll-0'])('%s: nothing else runs', async (name) => {
    expect((await measure(wayNamed(name), SHORT)).busy).toMatchObject({ ticks: 0, served: 0 });
  });

  it.each(['thread', 'poll-1', 'readiness', 'completion'])('%s: the program goes on', async (name) => {
    const { busy } = await longEnough(
      (ms) => measure(wayNamed(name), { ...SHORT, ms }),
      ({ busy: { ticks, served } }) => ticks > 0 && served > 0,
    );
    expect(busy.ticks).toBeGreaterThan(0);
    expect(busy.served).toBeGreaterThan(0);
  });

  it.runIf(process.platform === 'linux')('the wait stands where it is said to stand', async () => {
    const look = (name: string) => async (ms: number) => (await measure(wayNamed(name), { ...SHORT, ms })).sight?.stands ?? [];
    const stands = (name: string) => longEnough(look(name), (found) => found.some((stand) => /pipe/.test(stand)));
    expect(await stands('block')).toEqual([expect.stringMatching(/^main: .*pipe/)]);
    expect(await stands('thread')).toContainEqual(expect.stringMatching(/^worker: .*pipe/));
    expect((await look('readiness')(SHORT.ms)).filter((stand) => /pipe/.test(stand))).toEqual([]);
  });

  it('a pool that is full keeps a file waiting; a larger one does not, nor does readiness', async () => {
    expect((await fillPool('completion', 2, 2, 200)).sizeFirst).toBe(false);
    const goesOn = (...pool: ['completion' | 'readiness', number, number]) =>
      longEnough(
        (ms) => fillPool(...pool, ms),
        ({ sizeFirst }) => sizeFirst,
      );
    expect((await goesOn('completion', 3, 2)).sizeFirst).toBe(true);
    expect((await goesOn('readiness', 2, 20)).sizeFirst).toBe(true);
  });

  it('names a way that there is none of', () => {
    expect(() => wayNamed('hope')).toThrow('hope');
    expect(WAYS.map(({ name }) => name)).toContain('block');
  });
});

describe('what is said of it', () => {
  const round = { afterMs: 1, waitedMs: 100, cpuMs: 10, ticks: 3, served: 2 };
  const measured = (sight: Measure['sight']): Measure => ({ name: 'io_uring', title: 'x', quiet: [round, round], busy: round, sight });
  const byPool = measured({
    threads: 11,
    stands: ['main: do_epoll_wait', 'libuv-worker: anon_pipe_read'],
    holds: ['eventpoll', 'io_uring'],
  });
  const byRing = measured({ threads: 7, stands: ['main: do_epoll_wait'], holds: ['eventpoll', 'io_uring'] });
  const without = measured({ threads: 11, stands: ['libuv-worker: pipe_read'], holds: ['eventpoll'] });

  it('tells who completes a read from where threads stand', () => {
    expect([byPool, byRing, without, measured(undefined)].map(completedBy)).toEqual(['pool', 'io_uring', 'pool', 'unknown']);
  });

  it.runIf(process.platform === 'linux')('says of io_uring what was found, whatever that is', () => {
    const said = [byPool, byRing, without, measured(undefined)].map((one) => ringFindings(one).join(' '));
    expect(new Set(said).size).toBe(4);
    for (const text of said) expect(text).toContain(process.versions.uv);
  });

  it('fits a terminal of a hundred columns', () => {
    const lines = waysTable(WAYS.map(({ title }) => ({ ...byPool, title })));
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(98);
    expect(lines.join('\n')).toContain('10.0 %');
    expect(poolLine({ how: 'completion', poolSize: 4, reads: 4, sizeFirst: false })).toContain('only when');
  });
});

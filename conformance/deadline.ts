import { setTimeout as sleep } from 'node:timers/promises';

/** The end of a case's time, and waiting for something within it. */
export function createDeadline(ms: number) {
  const end = performance.now() + ms;
  return {
    /** Milliseconds left. */
    left: () => Math.max(0, end - performance.now()),
    /**
     * Asks again until the answer is not `undefined`. A thrown error ends it, since most errors stay.
     * Past the deadline it fails with what was waited for, and with the last thing `seen` says of the state then.
     */
    async until<T>(what: string, ask: () => Promise<T | undefined>, seen: () => unknown = () => undefined): Promise<T> {
      for (let pause = 20; ; pause = Math.min(500, pause * 1.5)) {
        const answer = await ask();
        if (answer !== undefined) return answer;
        if (performance.now() + pause > end) {
          const last = seen();
          throw new Error(`not in time: ${what}${last === undefined ? '' : `; seen: ${JSON.stringify(last).slice(0, 500)}`}`);
        }
        await sleep(pause);
      }
    },
  };
}

export type Deadline = ReturnType<typeof createDeadline>;

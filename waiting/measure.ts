import { setTimeout as sleep } from 'node:timers/promises';
import type { Round } from './child.ts';
import { makeFifo } from './fifo.ts';
import { startProgram } from './lines.ts';
import { type Sight, sightOf } from './sight.ts';
import type { NamedWay } from './ways/ways.ts';

export interface Measure {
  name: string;
  title: string;
  /** With nothing else to do: an answer each. */
  quiet: Round[];
  /** With a timer and an HTTP server beside it. */
  busy: Round;
  sight: Sight | undefined;
}

export interface MeasureOptions {
  /** How long the answer takes; each next one some milliseconds more, so that no interval of polling fits them all. */
  ms: number;
  rounds: number;
  signal?: AbortSignal;
}

const ASK_EVERY_MS = 10;

/** Has one way wait in a process of its own: some times with nothing else to do, and once with requests coming in. */
export async function measure(way: NamedWay, options: MeasureOptions): Promise<Measure> {
  const { rounds: quiet, sight } = await run(way, options, false);
  const { rounds } = await run(way, { ...options, rounds: 1 }, true);
  return { name: way.name, title: way.title, quiet, busy: rounds[0] as Round, sight };
}

async function run({ name, env }: NamedWay, { ms, rounds, signal }: MeasureOptions, busy: boolean) {
  const fifo = makeFifo();
  const args = [name, fifo.path, String(rounds), ...(busy ? ['busy'] : [])];
  const { child, lines, ended } = startProgram('./child.ts', args, { ...(env ? { env } : {}), ...(signal ? { signal } : {}) });
  const found: Round[] = [];
  let sight: Sight | undefined;
  try {
    for await (const line of lines) {
      if (!line.ready) {
        found.push(line as unknown as Round);
        continue;
      }
      const over = new AbortController();
      const visitors = busy ? visit(Number(line.port), over.signal) : undefined;
      await sleep(ms / 2);
      sight ??= busy ? undefined : sightOf(child.pid ?? 0);
      await sleep(ms / 2 + found.length * 7);
      fifo.write(String(process.hrtime.bigint()));
      over.abort();
      await visitors;
    }
    await ended;
  } finally {
    child.kill('SIGKILL');
    fifo.remove();
  }
  if (found.length !== rounds) throw new Error(`${name} answered ${found.length} times, not ${rounds}`);
  return { rounds: found, sight };
}

/** A visitor every ten milliseconds, who gives up when the wait is over: served or not is counted inside. */
async function visit(port: number, over: AbortSignal): Promise<void> {
  const visits: Promise<unknown>[] = [];
  while (!over.aborted) {
    const visit = fetch(`http://127.0.0.1:${port}/`, { signal: over }).then((response) => response.text());
    visits.push(visit.catch(() => {}));
    await sleep(ASK_EVERY_MS);
  }
  await Promise.all(visits);
}

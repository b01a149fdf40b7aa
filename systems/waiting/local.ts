import { poolLine, ringFindings } from '../../waiting/findings.ts';
import { type Measure, measure } from '../../waiting/measure.ts';
import { fillPool } from '../../waiting/pool.ts';
import { cpuShare, middle, waysTable } from '../../waiting/table.ts';
import { WAYS } from '../../waiting/ways/ways.ts';
import type { Lab } from '../lab/lab.ts';

const ANSWER_TAKES_MS = 250;
const ROUNDS = 3;

/** In one program: a process for each way to wait for a few bytes, and what it was like. */
export async function local(lab: Lab): Promise<void> {
  const options = { ms: ANSWER_TAKES_MS, rounds: ROUNDS, signal: lab.signal };
  lab.say(`bytes come by a pipe after ${ANSWER_TAKES_MS} ms; a process waits for them, in one way each`);
  const measures = new Map<string, Measure>();
  for (const way of WAYS) {
    lab.progress(`waiting: ${way.title}`);
    measures.set(way.name, await measure(way, options));
  }
  for (const line of waysTable([...measures.values()])) lab.say(line);
  lab.say('CPU: of one processor, nothing else going on; ticks of a timer of 1 ms and HTTP requests served');
  lab.say('beside the wait; poll at N ms: asks, and sleeps for N ms');
  const of = (name: string) => measures.get(name) as Measure;
  for (const line of ringFindings(of('io_uring'))) lab.say(line);
  const pools = [
    await fillPool('completion', 4, 4, ANSWER_TAKES_MS, lab.signal),
    await fillPool('completion', 5, 4, ANSWER_TAKES_MS, lab.signal),
    await fillPool('readiness', 4, 50, ANSWER_TAKES_MS, lab.signal),
  ];
  for (const pool of pools) lab.say(poolLine(pool));

  for (const name of ['block', 'poll-0']) {
    const { ticks, served } = of(name).busy;
    lab.promise(`${of(name).title}: nothing else runs`, ticks === 0 && served === 0, `${ticks} ticks, ${served} requests served`);
  }
  for (const name of ['thread', 'poll-10', 'readiness', 'completion']) {
    const { ticks, served } = of(name).busy;
    lab.promise(`${of(name).title}: the program goes on`, ticks > 0 && served > 0, `${ticks} ticks, ${served} requests served`);
  }
  const share = (name: string) => cpuShare(of(name).quiet);
  const late = (name: string) => `${middle(of(name).quiet, ({ afterMs }) => afterMs).toFixed(1)} ms`;
  const percent = (name: string) => `${(share(name) * 100).toFixed(1)} %`;
  lab.promise(
    'asking without a pause burns a processor, blocking none',
    share('poll-0') > 10 * share('block'),
    `${percent('poll-0')} and ${percent('block')}`,
  );
  lab.promise(
    'asking less often costs less',
    share('poll-100') < share('poll-1'),
    `every 1 ms ${percent('poll-1')}, late by ${late('poll-1')}; every 100 ms ${percent('poll-100')}, late by ${late('poll-100')}`,
  );
  lab.promise(
    'a pool of four is full with four reads; readiness needs no thread',
    pools.map(({ sizeFirst }) => sizeFirst).join() === 'false,true,true',
    `${pools.map(({ sizeFirst }) => (sizeFirst ? 'free' : 'full')).join(', ')}`,
  );
}

/**
 * A process that waits in one way, so that its figures are that way's alone: `node child.ts <way> <fifo> <rounds> [busy]`. Says `ready` as it
 * begins to wait, and what the wait was like when the answer is in hand; a line of JSON each.
 */
import { once } from 'node:events';
import { writeSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { wayNamed } from './ways/ways.ts';

/** What one wait was like, seen from inside. */
export interface Round {
  /** From the moment the answer was sent until it was in hand. */
  afterMs: number;
  waitedMs: number;
  /** Processor time of all threads of the process. */
  cpuMs: number;
  /** How often a timer of 1 ms came to its turn while waiting. */
  ticks: number;
  /** HTTP requests answered while waiting. */
  served: number;
}

const [name = '', fifo = '', rounds = '1', busy] = process.argv.slice(2);
// not process.stdout: a line must be out before the whole program stands still
const tell = (line: object) => writeSync(1, `${JSON.stringify(line)}\n`);

let ticks = 0;
let served = 0;
let port = 0;
if (busy) {
  setInterval(() => ticks++, 1);
  const server = createServer((_request, response) => {
    served++;
    response.end('served');
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  ({ port } = server.address() as AddressInfo);
}
const wait = await wayNamed(name).way.prepare(fifo);
for (let round = 0; round < Number(rounds); round++) {
  tell({ ready: true, port });
  const before = { at: process.hrtime.bigint(), cpu: process.cpuUsage(), ticks, served };
  const answer = wait();
  // not awaited when it is here already: an await would give others their turn, and the wait is over
  const bytes = Buffer.isBuffer(answer) ? answer : await answer;
  const at = process.hrtime.bigint();
  const cpu = process.cpuUsage(before.cpu);
  const seen: Round = {
    afterMs: Number(at - BigInt(bytes.toString())) / 1e6,
    waitedMs: Number(at - before.at) / 1e6,
    cpuMs: (cpu.user + cpu.system) / 1000,
    ticks: ticks - before.ticks,
    served: served - before.served,
  };
  tell(seen);
}
process.exit();

import { randomBytes } from 'node:crypto';
import { EXIT, UserError } from '../../errors.ts';
import { deadLetterReader } from '../../evidence/dead-letters.ts';
import { now } from '../../load.ts';
import { alreadyLate } from '../already-late.ts';
import type { LaneInUse } from '../evidence/watch.ts';
import { type Lane, lane as laneOf } from '../lane.ts';
import { arrivalTimes } from '../load/arrivals.ts';
import { interleave } from '../load/interleave.ts';
import type { Sender } from '../load/sender.ts';
import { measure } from '../measure.ts';
import type { Row } from '../row.ts';
import type { Run } from '../run.ts';
import type { LabClients } from '../targets/place.ts';
import { thisMachine } from '../this-machine.ts';
import { brokenOff } from '../whole-repetitions.ts';
import { clientsByRegion, type RegionClients } from './clients.ts';
import type { OwnConfig, OwnLane } from './config.ts';
import { warmUpMessages } from './estimate.ts';
import { type Callbacks, listenForCallbacks } from './from-callback.ts';
import { fromLog } from './from-log.ts';
import { fromTable } from './from-table.ts';
import { OWN } from './is-own.ts';
import { needThere } from './need-there.ts';
import { queueUrl, type Send, sendTo } from './send.ts';
import type { StampReader } from './stamps.ts';
import { watchOwn } from './watch.ts';

export interface RunOwn {
  config: OwnConfig;
  target: Run['target'];
  clients: LabClients;
  /** Real milliseconds between two looks for stamps. */
  everyMs: number;
  /** Where the lab takes callbacks; 0 takes any free port. */
  callbackPort: number;
  /** Of a tunnel that leads there. */
  publicUrl?: string;
  signal: AbortSignal;
  onProgress(line: string): void;
  /** A line to stay: the address that consumers call, or what goes wrong already. */
  onNote(line: string): void;
}

interface OwnLaneInUse extends Pick<LaneInUse, 'id' | 'deployed'> {
  lane: Lane;
  send: Send;
  callbackUrl: string | undefined;
}

/**
 * Measures what is there already: sends to each lane, interleaved, and reads the stamps of its consumers back. Interrupted, it answers what
 * was whole by then, as `runExperiment` does.
 */
export async function runOwn(options: RunOwn): Promise<Run> {
  const { config, signal, onProgress, everyMs } = options;
  const runId = randomBytes(4).toString('hex');
  const clients = clientsByRegion(options.clients);
  const callbacks = config.lanes.some(({ stamp }) => stamp.http)
    ? await listenForCallbacks(options.callbackPort, randomBytes(12).toString('hex'), options.publicUrl)
    : undefined;
  let run: Run | undefined;
  let complete = 0;
  try {
    const readers = new Map<string, StampReader>();
    const lanes: OwnLaneInUse[] = [];
    for (const own of config.lanes) {
      const region = clients.of(own.arn.region);
      await needThere(own.arn, region);
      // no mode of ours: nothing is known of the way behind what it is sent to
      const lane = laneOf(own.arn.kind, {}, own.title);
      const { reader, callbackUrl } = readerOf(own, lane.id, region, callbacks);
      if (callbackUrl) options.onNote(`${own.title}: its consumer calls ${callbackUrl}`);
      readers.set(lane.id, reader);
      const deployed = { entrance: lane.id, consumers: [], deadLetters: [], queues: [] };
      lanes.push({ id: lane.id, lane, deployed, callbackUrl, send: await sendTo(own, own.body ?? config.body, region) });
    }
    const deadLetters = await deadLettersOf(config, clients.of, runId);
    run = emptyRun(options, lanes);
    for (let repetition = 0; repetition <= config.repetitions; repetition++) {
      const warmUp = repetition === 0;
      const times = arrivalTimes(run.arrivals, warmUp ? warmUpMessages(config) : config.messages, config.seed + repetition);
      const { rows, sent, beganAt } = await measure({
        ...{ runId, repetition, lanes, signal, sender: senderOf(lanes) },
        watch: watchOwn({ readers, deadLetters, everyMs }),
        turns: interleave(times, lanes.length, config.seed + repetition),
        order: () => ({}),
        faults: () => ({ over: Promise.resolve(), mend: async () => {} }),
        ...{ patienceMs: config.patienceS * 1000, lingerMs: config.lingerS * 1000 },
        onProgress: ({ sent: done, all, settled, waiting }) =>
          onProgress(
            `${warmUp ? 'warm-up' : `${repetition}/${config.repetitions}`}  ${waiting ? `${settled}/${all} settled` : `${done}/${all} sent`}`,
          ),
      });
      run.rows.push(...rows);
      const late = repetition <= 1 ? alreadyLate(rows, repetition) : undefined;
      if (late) options.onNote(late);
      if (warmUp) {
        complain(config, lanes, rows);
        continue;
      }
      run.beganAt.push(beganAt);
      run.loads.push({ repetition, lanes: lanes.map(({ id }) => id) });
      for (const [lane, count] of sent) run.sent.push({ lane, repetition, count });
      complete = repetition;
    }
    return run;
  } catch (error) {
    return brokenOff(error, run, complete, signal);
  } finally {
    clients.stop();
    await callbacks?.stop();
  }
}

/** All dead-letter queues that the configuration names, each by its own region's clients. */
async function deadLettersOf({ lanes }: OwnConfig, of: (region: string) => RegionClients, runId: string) {
  const ours = new RegExp(`${runId}-[A-Za-z0-9]+-\\d+-\\d+`, 'g');
  const queues = new Map(lanes.flatMap(({ deadLetters }) => deadLetters.map((queue) => [queue.arn, queue])));
  const readers: ReturnType<typeof deadLetterReader>[] = [];
  for (const queue of queues.values()) {
    const { sqs } = of(queue.region);
    readers.push(deadLetterReader(sqs, [await queueUrl({ sqs }, queue)], (body) => new Set(body.match(ours) ?? [])));
  }
  return async () => {
    const all = new Map<string, number>();
    for (const read of readers) for (const [id, count] of await read()) all.set(id, (all.get(id) ?? 0) + count);
    return all;
  };
}

/** A lane whose warm-up shows nothing at all is set up wrongly, and repeating it would show no more. */
function complain({ patienceS }: OwnConfig, lanes: readonly OwnLaneInUse[], rows: readonly Row[]): void {
  for (const { id, lane } of lanes) {
    const own = rows.filter((row) => row.lane === id);
    const refused = own.find(({ error }) => error !== undefined)?.error;
    if (own.every(({ fate }) => fate === 'refused')) throw new UserError(`${lane.title}: no message was taken (${refused}).`, EXIT.failed);
    if (own.every(({ fate }) => fate === 'lost' || fate === 'refused'))
      throw new UserError(
        `${lane.title}: of ${own.length} messages of the warm-up none had a stamp within ${patienceS} s. Look at its consumer, at where its stamp is read, and at patienceS.`,
        EXIT.failed,
      );
  }
}

function readerOf(own: OwnLane, laneId: string, region: RegionClients, callbacks: Callbacks | undefined) {
  const { dynamodb, log, http } = own.stamp;
  if (dynamodb) return { reader: fromTable(region.dynamodb, own.title, dynamodb), callbackUrl: undefined };
  if (log) return { reader: fromLog(region.logs, own.title, log), callbackUrl: undefined };
  if (!http || !callbacks) throw new Error(`${own.title} has no way to read its stamps back`);
  const reader = callbacks.lane(laneId, own.title, http);
  return { reader, callbackUrl: reader.url };
}

const senderOf = (lanes: readonly OwnLaneInUse[]): Sender => ({
  async send(entrance, { id, sentAt }, _traceId, signal) {
    const lane = lanes.find((one) => one.id === entrance) as OwnLaneInUse;
    // stamps of others are whole milliseconds
    const handedOverAt = Math.floor(sentAt);
    try {
      const values = { id, sentAt: handedOverAt, ...(lane.callbackUrl ? { callbackUrl: lane.callbackUrl } : {}) };
      const messageId = await lane.send(values, signal);
      return { accepted: true, entered: { ...(messageId ? { messageId } : {}), handedOverAt, acknowledgedAt: now() } };
    } catch (error) {
      return { accepted: false, error: `${(error as Error).name}: ${(error as Error).message}`.slice(0, 300) };
    }
  },
  stop() {},
});

function emptyRun({ config, target }: RunOwn, lanes: readonly OwnLaneInUse[]): Run {
  const { rate, messages, repetitions, arrivals, seed, question, patienceS } = config;
  return {
    version: 1,
    ...{ experiment: OWN, question, at: new Date().toISOString(), target },
    machine: thisMachine(),
    ...{ knobs: { rate, messages, arrivals, patienceS }, seed, repetitions, arrivals: { kind: arrivals, rate }, messages },
    lanes: lanes.map(({ lane }, i) => ({ ...lane, how: howOf(config.lanes[i] as OwnLane), retries: 'its own' })),
    ...{ faults: [], rows: [], sent: [], retries: undefined, loads: [], provider: [], beganAt: [] },
  };
}

function howOf({ arn, stamp }: OwnLane): string {
  const read = stamp.dynamodb
    ? `${stamp.dynamodb.table}.${stamp.dynamodb.stamp}`
    : stamp.log
      ? `lines of ${stamp.log.group}`
      : 'a call of its consumer';
  return `the generator sends to the ${arn.kind} ${arn.name}; stamps from ${read}`;
}

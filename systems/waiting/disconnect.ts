import { setTimeout as sleep } from 'node:timers/promises';
import CliTable from 'cli-table3';
import type { Lab } from '../lab/lab.ts';
import { billedMs, seconds } from './billed.ts';
import type { Waited } from './client.ts';
import { type Receiver, startReceiver } from './receiver.ts';
import { WAYS, type Way, wait } from './ways.ts';

const WORK_MS = 1_000;
/** Far enough for the work to have begun, and not to be done. */
const LEAVES_AFTER_MS = 600;
/** For the impatient client: on a busy machine, too, its first request is still worked on when the second has got there. */
const LONG_WORK_MS = 3_000;

interface Left {
  way: string;
  /** An answer got through before the client left: the walkthrough came too late. */
  answered: boolean;
  /** What the table says a while after, nobody having asked for anything again. */
  wentOn: boolean;
  /** What the client gets that comes back, with the same job id. */
  again: Waited;
  againMs: number;
  shipped: number;
  cutOff: number;
  /** Billed for the function that was asked, up to the client's return. */
  askedMs: number;
}

/** The client's connection is cut in the middle of the work, in each of the five ways; then it comes back. */
export async function disconnect(lab: Lab): Promise<void> {
  lab.say(`a photo book of ${WORK_MS / 1000} s of printing in each way; the client's connection is cut after ${LEAVES_AFTER_MS} ms`);
  const receiver = await startReceiver();
  try {
    const found: Left[] = [];
    for (const way of WAYS) {
      lab.progress(`leaving in the middle of ${way.name}`);
      found.push(await leaveAndComeBack(lab, way, receiver));
    }
    show(lab, found);
    await comeBackAtOnce(lab, receiver);
  } finally {
    await receiver.stop();
  }
}

async function leaveAndComeBack(lab: Lab, way: Way, receiver: Receiver): Promise<Left> {
  const { carrier } = lab.thirdParties;
  // an environment that is warm, so that the cut comes in the work and not in a start
  await way.wait(lab, { jobId: lab.unique('warm'), ms: 0 }, receiver, lab.signal);
  const wanted = { jobId: lab.unique(`left-${way.name}`), ms: WORK_MS };
  const shipments = () => carrier.list({ orderId: wanted.jobId });
  const before = await billedMs(lab);
  const leaves = AbortSignal.any([lab.signal, AbortSignal.timeout(LEAVES_AFTER_MS)]);
  // who is called back is away when its server is; its request was answered long ago
  receiver.away = way.name === 'webhook';
  const answered = await way.wait(lab, wanted, receiver, leaves).then(
    () => true,
    () => false,
  );
  lab.signal.throwIfAborted();
  const wentOn = await lab
    .until('the book is shipped though the client has gone', 60, async () => (await shipments()).length > 0)
    .catch(() => false);
  if (receiver.away) await lab.until('the client is called in vain', 60, async () => receiver.counts(wanted.jobId).cutOff > 0);
  const askedMs = (await billedMs(lab)).asked - before.asked;
  receiver.away = false;
  const back = performance.now();
  const again = way.name === 'webhook' ? await calledAgain(lab, receiver, wanted.jobId) : await way.wait(lab, wanted, receiver, lab.signal);
  const againMs = performance.now() - back;
  // whatever may still be on its way to happen twice
  await sleep(WORK_MS + 200, undefined, { signal: lab.signal });
  const shipped = (await shipments()).length;
  return { way: way.name, answered, wentOn, again, againMs, shipped, cutOff: receiver.counts(wanted.jobId).cutOff, askedMs };
}

/** The impatient client: cut off in the middle of `wait`, it sends the same request again while the first is still being worked on. */
async function comeBackAtOnce(lab: Lab, receiver: Receiver): Promise<void> {
  const { carrier } = lab.thirdParties;
  const wanted = { jobId: lab.unique('impatient'), ms: LONG_WORK_MS };
  const leaves = AbortSignal.any([lab.signal, AbortSignal.timeout(LEAVES_AFTER_MS)]);
  await wait.wait(lab, wanted, receiver, leaves).catch(() => undefined);
  lab.signal.throwIfAborted();
  const { outcome } = await wait.wait(lab, wanted, receiver, lab.signal);
  await sleep(LONG_WORK_MS, undefined, { signal: lab.signal });
  const shipped = (await carrier.list({ orderId: wanted.jobId })).length;
  const times = outcome.attempts > 1 ? `the work is done ${outcome.attempts} times` : 'here one request waits for the other';
  lab.say(`an impatient client comes back to "wait" while its first request is still worked on: ${times}`);
  lab.promise(
    'wait, back at once: effect once, whatever the work',
    outcome.status === 'done' && shipped === 1,
    `printed ${outcome.attempts} ×, shipped ${shipped} ×: the carrier knows the job's id`,
  );
}

/** It asks for nothing: it is called until it answers. */
async function calledAgain(lab: Lab, receiver: Receiver, jobId: string): Promise<Waited> {
  const { outcome, at } = await receiver.called(jobId, AbortSignal.any([lab.signal, AbortSignal.timeout(90_000)]));
  return { outcome, knownAt: at, requests: 0 };
}

/** What is lost with the connection. */
const LOST: Record<string, string> = {
  wait: 'the answer',
  'short-poll': 'one question of many',
  'long-poll': 'a held answer',
  sse: 'the end of a stream',
  webhook: 'a call',
};

const COMES_BACK: Record<string, string> = {
  wait: 'same request, same id',
  'short-poll': 'asks again',
  'long-poll': 'asks again',
  sse: 'Last-Event-ID',
  webhook: 'is called again',
};

function show(lab: Lab, found: readonly Left[]): void {
  const table = new CliTable({
    head: ['way', 'the work', 'what was lost', 'the client comes back', 'and has it', 'shipped'],
    style: { head: [], border: [], compact: true },
  });
  for (const { way, wentOn, again, againMs, shipped } of found)
    table.push([
      way,
      wentOn ? 'went on' : 'stopped',
      LOST[way] ?? '',
      COMES_BACK[way] ?? '',
      again.outcome.status === 'done' ? `after ${againMs.toFixed(0)} ms` : again.outcome.status,
      `${shipped} ×`,
    ]);
  for (const line of table.toString().split('\n')) lab.say(line);
  const held = found.find(({ way }) => way === 'long-poll')?.askedMs ?? Number.NaN;
  if (held > 0) lab.say(`the long poll was held for ${seconds(held / 1000)}, and billed, in part for nobody`);
  for (const { way, answered, wentOn, again, shipped, cutOff } of found) {
    lab.promise(
      `${way}: the work goes on without its client`,
      !answered && wentOn,
      answered ? 'the client was answered before it left' : wentOn ? 'it did' : 'it stopped',
    );
    lab.promise(
      `${way}: who comes back has the outcome, once`,
      again.outcome.status === 'done' && shipped === 1,
      `${again.outcome.status}, printed ${again.outcome.attempts} ×, shipped ${shipped} ×${way === 'webhook' ? `, ${cutOff} calls cut off` : ''}`,
    );
  }
}

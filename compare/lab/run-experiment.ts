import { randomBytes } from 'node:crypto';
import { cpus, totalmem } from 'node:os';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { Hop } from 'pushpull-emulator';
import type { Target } from '../../targets/target.ts';
import { thirdPartiesAt } from '../../third-party/client.ts';
import { DEFAULT_KNOBS } from '../../third-party/shared/knobs.ts';
import { alreadyLate } from './already-late.ts';
import { enterLateMails, type KnownRows, keyOf } from './evidence/late.ts';
import { type LaneInUse, watchLanes } from './evidence/watch.ts';
import type { Experiment, Plan } from './experiment.ts';
import { inflict } from './faults.ts';
import type { Lane } from './lane.ts';
import { arrivalTimes } from './load/arrivals.ts';
import { interleave, type Turn } from './load/interleave.ts';
import { createSender } from './load/sender.ts';
import { measure } from './measure.ts';
import { modeNamed } from './modes.ts';
import { oneRetry, patience } from './patience.ts';
import type { Row } from './row.ts';
import type { Run } from './run.ts';
import { buildLab } from './stack/build-lab.ts';
import { deployedLane } from './stack/deployed-lane.ts';
import { localPlace, type Place } from './targets/place.ts';
import { timeLeft } from './time-left.ts';
import { wholeRepetitions } from './whole-repetitions.ts';
import { startWorkers, type Workers } from './workers.ts';

export interface RunExperiment {
  experiment: Pick<Experiment, 'name' | 'question'>;
  plan: Plan;
  knobs: Record<string, unknown>;
  seed: number;
  repetitions: number;
  target: Target;
  /** What is done otherwise there; absent: as on this machine. */
  place?: Place;
  /** Of the third parties' server; absent: they are deployed, as a function. */
  thirdPartyUrl: string | undefined;
  signal: AbortSignal;
  onProgress(line: string): void;
  /** A line to stay. */
  onNote?(line: string): void;
}

/**
 * Deploys the lanes, warms them up, repeats the load, and answers everything that was seen. Interrupted, it answers the repetitions that were
 * whole by then (`plannedRepetitions` is set), or throws where there was none.
 */
export async function runExperiment(options: RunExperiment): Promise<Run> {
  const { plan, target, seed, signal, onProgress, place = localPlace(target) } = options;
  const repetitions = options.repetitions * (plan.runs ?? 1);
  const build = buildLab(plan.lanes, target.name !== 'aws', place.tags);
  const outputs = await place.deploy(build, options.thirdPartyUrl, (line) => onProgress(`deploying  ${line}`));
  signal.throwIfAborted();
  const { email } = thirdPartiesAt(options.thirdPartyUrl ?? outputs.ThirdPartyUrl ?? '', place.call);
  const lanes = plan.lanes.map((lane) => ({ id: lane.id, lane, mode: modeNamed(lane.mode), deployed: deployedLane(outputs, lane) }));
  const sender = createSender(place.clients);
  const sqs = new SQSClient(place.clients);
  const workers = new Map<string, Workers>();
  const run = emptyRun({ ...options, repetitions }, place, lanes);
  let complete = 0;
  try {
    for (const { id, lane, mode, deployed } of lanes) workers.set(id, await startWorkers(lane, mode, deployed, target));
    await email.setKnobs({ ...DEFAULT_KNOBS, ...plan.provider });
    const killWorker = (lane: string) => workers.get(lane)?.kill() ?? false;
    const runId = randomBytes(4).toString('hex');
    const left = timeLeft(repetitions, loadMs(plan, seed));
    const known: KnownRows = new Map();
    for (let repetition = 0; repetition <= repetitions; repetition++) {
      left.begin(repetition);
      for (const group of plan.oneByOne ? turnedBy(lanes, repetition).map((lane) => [lane]) : [lanes]) {
        const warmUp = repetition === 0;
        const watch = watchLanes(group, { events: target.events, sqs, email });
        const title = group.length === 1 && plan.lanes.length > 1 ? ` ${group[0]?.lane.title}` : '';
        try {
          const { rows, sent, beganAt, hops } = await measure({
            ...{ runId, repetition, lanes: group, sender, watch, signal },
            turns: turnsOf(plan, group.length, seed + repetition, warmUp),
            order: warmUp ? () => ({}) : (plan.order ?? (() => ({}))),
            faults: (ending) => inflict(warmUp ? [] : (plan.faults ?? []), { target, email, lanes: group, killWorker }, ending),
            patienceMs: plan.patienceMs ?? patience(target.timeScale),
            // where time is scaled a cold start outlasts visibility timeouts: what comes twice for that is none of the first repetition's
            lingerMs: warmUp && target.timeScale > 1 ? oneRetry(target.timeScale) : (plan.lingerMs ?? 0),
            onProgress: ({ sent: done, all, settled, waiting }) =>
              onProgress(
                `${warmUp ? 'warm-up' : `${repetition}/${repetitions}`}${title}  ${waiting ? `${settled}/${all} settled` : `${done}/${all} sent`}${left.text()}`,
              ),
          });
          run.rows.push(...rows);
          // once the first repetition is over, those that follow tell nothing new
          const late = repetition <= 1 ? alreadyLate(rows, repetition) : undefined;
          if (late) options.onNote?.(late);
          for (const row of rows) known.set(keyOf(row), row);
          const stats = await email.stats();
          run.strays = (run.strays ?? 0) + enterLateMails(await email.list(), rows, known);
          if (warmUp) continue;
          run.loads.push({ repetition, lanes: group.map(({ id }) => id) });
          run.beganAt.push(beganAt);
          for (const [lane, count] of sent) run.sent.push({ lane, repetition, count });
          if (hops) run.retries?.push(...retriesOf(group, rows, hops, repetition));
          run.provider.push(stats);
        } finally {
          watch.stop();
          await email.clear();
        }
      }
      complete = repetition;
    }
    return run;
  } catch (error) {
    const whole = signal.aborted ? wholeRepetitions(run, complete) : undefined;
    if (!whole) throw error;
    return whole;
  } finally {
    sender.stop();
    sqs.destroy();
    await Promise.all([...workers.values()].map(({ stop }) => stop()));
    await email.setKnobs(DEFAULT_KNOBS).catch(() => {});
  }
}

/** Each repetition begins with another: none is always the first on a machine that is not warm yet. */
const turnedBy = <T>(all: readonly T[], count: number): T[] => [...all.slice(count % all.length), ...all.slice(0, count % all.length)];

/** Messages that are sent before the first repetition: two seconds of load, so that the processes which that needs are there. */
const warmUpCount = ({ messages, arrivals }: Plan) =>
  Math.min(messages, Math.max(12, arrivals.kind === 'recorded' ? 40 : Math.ceil(2 * arrivals.rate)));

/** Of one repetition: its lanes' loads, one after another where they are. */
const loadMs = (plan: Plan, seed: number): number =>
  (arrivalTimes(plan.arrivals, plan.messages, seed).at(-1) ?? 0) * (plan.oneByOne ? plan.lanes.length : 1);

const turnsOf = (plan: Plan, lanes: number, seed: number, warmUp: boolean): Turn[] =>
  interleave(arrivalTimes(plan.arrivals, warmUp ? warmUpCount(plan) : plan.messages, seed), lanes, seed);

const isRetry = ({ type, detail }: Hop) =>
  type === 'lambda.retried' ||
  type === 'sns.retried' ||
  type === 'events.retried' ||
  (type === 'sqs.received' && Number(detail?.receiveCount) > 1);

function retriesOf(lanes: readonly LaneInUse[], rows: readonly Row[], hops: readonly Hop[], repetition: number) {
  const laneOf = new Map(rows.map(({ traceId, lane }) => [traceId, lane]));
  const counts = new Map(lanes.map(({ id }) => [id, 0]));
  for (const hop of hops) {
    const lane = isRetry(hop) ? laneOf.get(hop.traceId ?? '') : undefined;
    if (lane) counts.set(lane, (counts.get(lane) ?? 0) + 1);
  }
  return [...counts].map(([lane, count]) => ({ lane, repetition, count }));
}

function emptyRun(
  { experiment, plan, knobs, seed, repetitions, target }: RunExperiment,
  { settings }: Place,
  lanes: readonly (LaneInUse & { lane: Lane })[],
): Run {
  const [cpu] = cpus();
  return {
    version: 1,
    experiment: experiment.name,
    question: experiment.question,
    at: new Date().toISOString(),
    target: { name: target.name, title: target.title, timeScale: target.timeScale, settings },
    machine: { cpus: cpus().length, model: cpu?.model ?? 'unknown', memoryGiB: Math.round(totalmem() / 2 ** 30), node: process.version },
    ...{ knobs, seed, repetitions, arrivals: plan.arrivals, messages: plan.messages },
    lanes: lanes.map(({ lane, mode: { how, retries } }) => ({ ...lane, how, retries })),
    faults: (plan.faults ?? []).map(({ kill: _, ...fault }) => fault),
    providerKnobs: plan.provider ?? {},
    ...{ rows: [], sent: [], retries: target.events ? [] : undefined, loads: [], provider: [], beganAt: [] },
  };
}

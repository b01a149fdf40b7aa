import { randomBytes } from 'node:crypto';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { Target } from '../../targets/target.ts';
import { thirdPartiesAt } from '../../third-party/client.ts';
import { DEFAULT_KNOBS } from '../../third-party/shared/knobs.ts';
import type { KnownRows } from './evidence/late.ts';
import type { Experiment, Plan } from './experiment.ts';
import { loadMs } from './load/of-plan.ts';
import { createSender } from './load/sender.ts';
import { type MeasuredLane, measureLoad } from './measure-load.ts';
import { modeNamed } from './modes.ts';
import type { Run } from './run.ts';
import { buildLab } from './stack/build-lab.ts';
import { deployedLane } from './stack/deployed-lane.ts';
import { localPlace, type Place } from './targets/place.ts';
import { thisMachine } from './this-machine.ts';
import { timeLeft } from './time-left.ts';
import { brokenOff } from './whole-repetitions.ts';
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
  const { plan, seed, target, signal, onProgress, onNote, place = localPlace(target) } = options;
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
    const known: KnownRows = new Map();
    const all = { runId, plan, seed, target, sender, sqs, email, known, killWorker, signal, ...(onNote ? { onNote } : {}) };
    const left = timeLeft(repetitions, loadMs(plan, seed));
    for (let repetition = 0; repetition <= repetitions; repetition++) {
      left.begin(repetition);
      for (const group of plan.oneByOne ? turnedBy(lanes, repetition).map((lane) => [lane]) : [lanes]) {
        const title = group.length === 1 && lanes.length > 1 ? ` ${group[0]?.lane.title}` : '';
        const name = repetition === 0 ? 'warm-up' : `${repetition}/${repetitions}`;
        const report = (state: string) => onProgress(`${name}${title}  ${state}${left.text()}`);
        await measureLoad({ ...all, repetition, lanes: group, onProgress: report }, run);
      }
      complete = repetition;
    }
    return run;
  } catch (error) {
    return brokenOff(error, run, complete, signal);
  } finally {
    sender.stop();
    sqs.destroy();
    await Promise.all([...workers.values()].map(({ stop }) => stop()));
    await email.setKnobs(DEFAULT_KNOBS).catch(() => {});
  }
}

/** Each repetition begins with another: none is always the first on a machine that is not warm yet. */
const turnedBy = <T>(all: readonly T[], count: number): T[] => [...all.slice(count % all.length), ...all.slice(0, count % all.length)];

function emptyRun(
  { experiment, plan, knobs, seed, repetitions, target }: RunExperiment,
  { settings }: Place,
  lanes: readonly MeasuredLane[],
): Run {
  return {
    version: 1,
    experiment: experiment.name,
    question: experiment.question,
    at: new Date().toISOString(),
    target: { name: target.name, title: target.title, timeScale: target.timeScale, settings },
    machine: thisMachine(),
    ...{ knobs, seed, repetitions, arrivals: plan.arrivals, messages: plan.messages },
    lanes: lanes.map(({ lane, mode: { how, retries } }) => ({ ...lane, how, retries })),
    faults: (plan.faults ?? []).map(({ kill: _, ...fault }) => fault),
    providerKnobs: plan.provider ?? {},
    ...{ rows: [], sent: [], retries: target.events ? [] : undefined, loads: [], provider: [], beganAt: [] },
  };
}

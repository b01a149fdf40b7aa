import { idleUsage, MONTH_S, usagePerShare } from '../../cost/delivery-cost.ts';
import { plus, type Usage, usd } from '../../cost/price-list.ts';
import type { Plan } from '../experiment.ts';
import { arrivalTimes } from '../load/arrivals.ts';
import { modeNamed } from '../modes.ts';
import { patience } from '../patience.ts';

export interface RunEstimate {
  /** All lanes', warm-up included. */
  messages: number;
  /** From the confirmation to the end of the clean-up: where all goes well, and where every load uses up its patience. */
  minutes: [atLeast: number, atMost: number];
  /** At most: for the longer time, without batches. */
  usd: number;
}

/** What CloudFormation takes for both stacks, there and back: minutes, generously. */
const STACKS_MINUTES = 6;

/** What the entrance and the stand-in for the provider take for a message, ms: as of AWS's functions that talk to one table. */
const ENTRANCE_MS = 60;
const PROVIDER_MS = 100;
/** A mail is a request to a function that reads and writes a table; so is each look into its inbox. */
const MAIL: Usage = { lambdaRequests: 1, lambdaGbSeconds: 0.5 * (PROVIDER_MS / 1000), dynamodbReads: 3, dynamodbWrites: 4 };
const LOOK: Usage = { lambdaRequests: 1, lambdaGbSeconds: 0.5 * 0.2, dynamodbReads: 50 };
const LOOKS_A_SECOND = 2;
/** Two functions and the provider's write lines of a message. */
const LOG_BYTES = 6000;
const TRACED = 0.05;

/** What the run of a plan on AWS takes and costs, before it is begun: from compare/cost/prices.json, list prices. */
export function estimateRun(plan: Plan, repetitions: number, seed: number): RunEstimate {
  const rounds = repetitions * (plan.runs ?? 1);
  const groups = plan.oneByOne ? plan.lanes.length : 1;
  const loadMs = arrivalTimes(plan.arrivals, plan.messages, seed).at(-1) ?? 0;
  // the warm-up is as long as a repetition at most
  const loads = (rounds + 1) * groups;
  const loadMinutes = (loads * (loadMs + (plan.lingerMs ?? 0))) / 60_000;
  const patienceMinutes = (loads * (plan.patienceMs ?? patience(1))) / 60_000;
  const longest = STACKS_MINUTES + loadMinutes + patienceMinutes;
  const perLane = plan.messages * (rounds + 1);
  const rate = plan.messages / Math.max(1, loadMs / 1000);
  const usage = plan.lanes.map(({ mode, settings }) => {
    const { simulated } = modeNamed(mode);
    const load = {
      ...{ rate, providerMs: PROVIDER_MS, handlerMs: settings.handlerMs, entranceMs: ENTRANCE_MS, memoryMb: settings.memoryMb },
      // a message of its own each: what batches save is a surprise
      ...{ batchSize: 1, windowMs: 0, workers: settings.workers },
    };
    const each = plus(usagePerShare(simulated, load), MAIL, { logGigabytes: LOG_BYTES / 1e9, tracesRecorded: TRACED });
    // workers are processes of this machine
    const { workerHours: _, ...idle } = times(idleUsage(simulated, { rate: 0, workers: settings.workers }), (longest * 60) / MONTH_S);
    return times(plus(times(each, perLane), idle), settings.fanOut);
  });
  const looks = times(LOOK, (loadMinutes + patienceMinutes) * 60 * LOOKS_A_SECOND);
  return {
    messages: perLane * plan.lanes.length,
    minutes: [STACKS_MINUTES + loadMinutes, longest],
    usd: usd(plus(looks, ...usage)),
  };
}

const times = (usage: Usage, factor: number): Usage =>
  Object.fromEntries(Object.entries(usage).map(([item, count]) => [item, count * factor]));

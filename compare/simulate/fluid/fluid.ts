import { rateAt } from '../arrivals.ts';
import { createLimits, type Limits } from '../limits.ts';
import type { SimulatedMode } from '../mode.ts';
import { handOverLimit, laneLimit } from '../named-limits.ts';
import { at, mean } from '../quantiles.ts';
import type { Settings } from '../settings.ts';
import type { Outcome } from '../simulate.ts';
import { type Admission, admit, ofStep } from './admission.ts';
import { type Cohort, draw, meanSentAt, of, pour, total } from './cohort.ts';
import { type Levels, outcomeOf } from './outcome.ts';
import { createState, fail, STEP, type State, waitingFor } from './state.ts';
import { type Way, wayOf } from './way.ts';

const HORIZON = 24 * 3_600_000;
const SECONDS = STEP / 1000;
/** Throttles leave a mapping so many pollers at least. */
const IDLE = 2;

/**
 * Flows instead of shares, for loads that are too large to follow one by one: levels (in the entrance, waiting, in the consumer) that
 * rise and fall by rates, under the same limits. It knows means, not chance: no spread within a step, no message groups. fluid.test.ts
 * holds it against the simulation where both run.
 */
export function fluid(mode: SimulatedMode, settings: Settings): Outcome {
  const way = wayOf(mode, settings);
  const state = createState(way);
  const limits = createLimits(() => state.now);
  const { load, lambda, provider } = settings;
  const triggerMs = at(settings.triggerMs ?? mode.triggerMs, 0.5);
  const entranceMs = mean(settings.entranceMs);
  const coldMs = mean(lambda.coldStartMs);
  const floorMs = entranceMs + triggerMs + settings.handlerMs + at(provider.ms, 0.5);
  const levels = createLevels();
  let settled = false;

  for (let step = 0; state.now < HORIZON && !settled; step++, state.now = step * STEP) {
    for (const [level, cohort] of (state.later.get(step) ?? []).entries()) pour(cohort, state.queue[0]?.[level] as Cohort);
    state.later.delete(step);
    const { tookMs, calls } = finish(state, way, settings, limits, { entranceMs, floorMs });
    warmUp(state, coldMs);

    const arriving = state.now < load.durationMs ? rateAt(settings, state.now) * SECONDS : 0;
    state.counts.sent += arriving;
    const due = dueParts(settings).map((part, backoff) => (state.queue[backoff] ?? []).map(({ mass }) => mass * part));
    const wanted = due.flat().reduce((sum, mass) => sum + mass, 0);
    const admission = admit(state, way, settings, limits, { arriving, wanted, entranceMs, tookMs });
    const inEntrance = state.entering * ofStep(entranceMs);
    begin(state, way, settings, admission, due, wanted);
    handOver(state, mode, settings, limits, { admitted: admission.admitted, arriving, entranceMs });
    ramp(state, way, mode, settings, limits, admission);

    const used = state.running + state.starting;
    const account = inEntrance + (way.throttled === 'refuse' ? used : 0) + (way.inLambda ? used : 0);
    state.counts.gbSeconds += (lambda.memoryMb / 1024) * account * SECONDS;
    const waiting = waitingFor(state);
    const backlog = waiting.turn + waiting.retry;
    const inService = total(state.serving);
    levels.note(
      state.now,
      { concurrency: used, account: Math.min(account, lambda.accountConcurrency), backlog, providerConcurrency: inService },
      calls,
    );
    // less than half a share is none
    settled = state.now >= load.durationMs && backlog + inService + total(state.warming) + state.entering < 0.5;
  }
  if (!settled) {
    const { turn, retry } = waitingFor(state);
    state.fates['in flight'] = total(state.serving) + total(state.warming) + state.entering;
    state.fates.waiting = turn + retry;
  }
  return outcomeOf(mode, settings, way, state, levels, limits.broken(), { entranceMs, triggerMs });
}

/** What ends in the consumer in this step, well or not. */
function finish(
  state: State,
  way: Way,
  settings: Settings,
  limits: Limits,
  { entranceMs, floorMs }: { entranceMs: number; floorMs: number },
) {
  const { provider, handlerMs, deadLetters } = settings;
  const { serving, running, fates, now } = state;
  const inService = total(serving);
  const down = provider.down !== undefined && now >= provider.down.fromMs && now < provider.down.toMs;
  const tookMs = down ? handlerMs + provider.refusalMs : way.busyMs(running > 0 ? inService / running : 1);
  const ends = STEP / Math.max(STEP, tookMs);
  const calls = inService * ends;
  state.counts.calls += calls;
  const allowed = provider.rateLimit === undefined ? calls : Math.min(calls, provider.rateLimit * SECONDS);
  if (allowed < calls * 0.999) limits.hit(`the provider's limit of ${provider.rateLimit} a second`);
  const ok = down ? 0 : (calls > 0 ? allowed / calls : 1) * (1 - provider.errorRate);
  // what the steps alone add to the age of a share that waits nowhere
  const inSteps = entranceMs + 1.5 * STEP + Math.max(STEP, tookMs);
  for (const [level, cohort] of serving.entries()) {
    const ended = draw(cohort, cohort.mass * ends);
    const good = draw(ended, ended.mass * ok);
    if (good.mass > 0) {
      fates.handled += good.mass;
      state.done.push({ mass: good.mass, latency: floorMs + Math.max(0, now - meanSentAt(good) - inSteps) });
      state.lastDone = now + STEP;
    }
    fail(state, way, ended, level, deadLetters);
  }
  state.running *= 1 - ends;
  return { tookMs, calls };
}

function warmUp(state: State, coldMs: number) {
  const ready = STEP / Math.max(STEP, coldMs);
  for (const [level, cohort] of state.warming.entries()) pour(draw(cohort, cohort.mass * ready), state.serving[level] as Cohort);
  state.running += state.starting * ready;
  state.starting *= 1 - ready;
}

/** The part of what was throttled so often that is tried again in a step. */
const dueParts = ({ async: { firstBackoffMs, lastBackoffMs } }: Settings) =>
  [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((throttles) =>
    throttles === 0 ? 1 : Math.min(1, STEP / (0.75 * Math.min(lastBackoffMs, firstBackoffMs * 2 ** (throttles - 1)))),
  );

/** Into the consumer, or wherever a mode sends what finds no place. */
function begin(state: State, way: Way, settings: Settings, { started, batch, cold }: Admission, due: number[][], wanted: number) {
  const part = wanted > 0 ? Math.min(1, (started * batch) / wanted) : 0;
  if (way.inLambda && way.throttled !== 'wait') state.counts.throttles += wanted * (1 - part);
  // the longest throttled first, so that nothing is moved twice in a step
  for (const [backoff, row] of [...state.queue.entries()].reverse())
    for (const [level, cohort] of row.entries()) {
      const wants = due[backoff]?.[level] ?? 0;
      const begun = draw(cohort, wants * part);
      pour(draw(begun, begun.mass * (started > 0 ? cold / started : 0)), state.warming[level] as Cohort);
      pour(begun, state.serving[level] as Cohort);
      if (way.throttled === 'wait') continue;
      const turnedAway = draw(cohort, wants * (1 - part));
      if (way.throttled === 'back off') pour(turnedAway, state.queue[Math.min(state.queue.length - 1, backoff + 1)]?.[level] as Cohort);
      else fail(state, way, turnedAway, level, settings.deadLetters);
    }
  state.running += started - cold;
  state.starting += cold;
  state.warm += cold;
  state.counts.invocations += started;
}

interface Entering {
  arriving: number;
  admitted: number;
  entranceMs: number;
}

/** Into the entrance, and out of it. */
function handOver(state: State, mode: SimulatedMode, settings: Settings, limits: Limits, { arriving, admitted, entranceMs }: Entering) {
  const ends = Math.min(state.entering, (state.entering * STEP) / Math.max(STEP, entranceMs));
  state.entering += admitted - ends;
  const limit = handOverLimit(mode, settings);
  const handed = Math.min(ends, limit.perSecond * SECONDS);
  if (ends > handed) limits.hit(limit.name);
  state.fates.refused += arriving - admitted + ends - handed;
  state.counts.handedOver += handed;
  pour(of(handed, state.now - entranceMs), state.queue[0]?.[0] as Cohort);
}

/** More pollers while all are busy; a throttled one tries again after a second or so, and each time there is one fewer. */
function ramp(state: State, way: Way, mode: SimulatedMode, settings: Settings, limits: Limits, { wantedStarts, started }: Admission) {
  const { turn } = waitingFor({ ...state, later: new Map() });
  const { perSecond, most } = way.lanes;
  if (perSecond > 0) {
    state.lanes = Math.max(IDLE, state.lanes - (wantedStarts - started) * SECONDS);
    if (state.running + state.starting <= 0.9 * state.lanes || turn <= state.running) return;
    limits.hit(laneLimit(mode, settings, state.lanes >= most));
    state.lanes = Math.min(most, state.lanes + perSecond * SECONDS);
  } else if (!way.inLambda && turn > most) limits.hit(laneLimit(mode, settings, true));
}

/** Highest levels, of all and of each second. */
function createLevels(): Levels & { note(now: number, levels: Omit<Outcome['peak'], 'providerRate'>, calls: number): void } {
  const peak = { concurrency: 0, account: 0, backlog: 0, providerConcurrency: 0, providerRate: 0 };
  const series = { concurrency: [] as number[], backlog: [] as number[], providerRate: [] as number[] };
  let current = { second: 0, calls: 0 };
  return {
    peak,
    series,
    note(now, levels, calls) {
      const second = Math.floor(now / 1000);
      current = { second, calls: current.second === second ? current.calls + calls : calls };
      const all = { ...levels, providerRate: current.calls };
      for (const name of Object.keys(peak) as (keyof typeof peak)[]) peak[name] = Math.max(peak[name], all[name]);
      for (const name of Object.keys(series) as (keyof typeof series)[])
        series[name][second] = Math.max(series[name][second] ?? 0, Math.round(all[name]));
    },
  };
}

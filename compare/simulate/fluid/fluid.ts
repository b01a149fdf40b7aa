import type { Spread } from '../../measures.ts';
import { rateAt } from '../arrivals.ts';
import { createLimits } from '../limits.ts';
import type { SimulatedMode } from '../mode.ts';
import { at, mean } from '../quantiles.ts';
import type { Settings } from '../settings.ts';
import type { Outcome } from '../simulate.ts';
import { type Cohort, draw, empty, meanSentAt, of, pour } from './cohort.ts';
import { wayOf } from './way.ts';

/** A step, in milliseconds: shorter than anything that matters at these rates, longer than a share. */
const STEP = 100;
const BACKOFFS = 10;
const HORIZON = 24 * 3_600_000;
/** Throttles leave a mapping so many pollers at least. */
const IDLE = 2;
/** The part of a step for which something takes up a place. */
const ofStep = (ms: number) => Math.min(1, ms / STEP);

/**
 * Flows instead of shares, for loads that are too large to follow one by one: levels (in the entrance, waiting, in the consumer) that
 * rise and fall by rates, under the same limits. It knows means, not chance: no spread within a step, no message
 * groups. fluid.test.ts holds it against the simulation where both run.
 */
export function fluid(mode: SimulatedMode, settings: Settings): Outcome {
  let now = 0;
  const limits = createLimits(() => now);
  const way = wayOf(mode, settings);
  const { accountConcurrency, reservedConcurrency, memoryMb } = settings.lambda;
  const { provider, load } = settings;
  const waits = mode.handOver === 'invoke';
  const gb = memoryMb / 1024;
  const triggerMs = at(settings.triggerMs ?? mode.triggerMs, 0.5);
  const entranceMs = mean(settings.entranceMs);
  const coldMs = mean(settings.lambda.coldStartMs);
  /** What a share takes that waits nowhere. */
  const floorMs = entranceMs + triggerMs + settings.handlerMs + at(provider.ms, 0.5);
  const levels = way.retryMs.length + 1;
  const cohorts = (count: number) => Array.from({ length: count }, empty);

  let entering = 0; // invocations of the entrance that have not handed over
  let lanes = way.lanes.first;
  /** What waits, by how often it was throttled and how often it has failed. */
  const queue = Array.from({ length: BACKOFFS }, () => cohorts(levels));
  /** What is in a handler, by how often it has failed; and in how many invocations. */
  const serving = cohorts(levels);
  let running = 0;
  /** What waits for an environment to start, and how many have been started. */
  const warming = cohorts(levels);
  let starting = 0;
  let warm = 0;
  const later = new Map<number, Cohort[]>();
  const fates = { handled: 0, refused: 0, 'in flight': 0, waiting: 0, 'dead-lettered': 0, lost: 0 };
  const done: { mass: number; latency: number }[] = [];
  const counts = { sent: 0, retries: 0, throttles: 0, invocations: 0, handedOver: 0, calls: 0 };
  let gbSeconds = 0;
  const peak = { concurrency: 0, account: 0, backlog: 0, providerConcurrency: 0, providerRate: 0 };
  const series = { concurrency: [] as number[], backlog: [] as number[], providerRate: [] as number[] };
  let lastDone = 0;
  let settled = false;
  let callsInSecond = 0;
  let lastSecond = 0;
  const total = (all: Cohort[]) => all.reduce((sum, { mass }) => sum + mass, 0);
  const giveUp = (mass: number) => {
    fates[settings.deadLetters ? 'dead-lettered' : 'lost'] += mass;
  };
  const fail = (cohort: Cohort, level: number) => {
    const wait = way.retryMs[level];
    if (cohort.mass === 0) return;
    if (waits) fates.refused += cohort.mass;
    else if (wait === undefined) giveUp(cohort.mass);
    else {
      const step = Math.round((now + wait) / STEP);
      const row = later.get(step) ?? cohorts(levels);
      later.set(step, row);
      pour(cohort, row[level + 1] as Cohort);
      counts.retries += cohort.mass;
    }
  };
  const handOverPerSecond =
    mode.handOver === 'publish'
      ? settings.sns.publishesPerSecond
      : mode.handOver === 'put-events'
        ? settings.events.putsPerSecond
        : mode.handOver === 'send-fifo'
          ? settings.sqs.fifoCallsPerSecond
          : Number.POSITIVE_INFINITY;

  for (let step = 0; now < HORIZON; step++, now = step * STEP) {
    const seconds = STEP / 1000;
    // retries that are due
    const due = later.get(step);
    later.delete(step);
    for (const [level, cohort] of (due ?? []).entries()) pour(cohort, queue[0]?.[level] as Cohort);

    // what ends in the consumer
    const down = provider.down !== undefined && now >= provider.down.fromMs && now < provider.down.toMs;
    const inService = total(serving);
    const perInvocation = running > 0 ? inService / running : 1;
    const tookMs = down ? settings.handlerMs + provider.refusalMs : way.busyMs(perInvocation);
    const ends = Math.min(1, STEP / Math.max(STEP, tookMs));
    const calls = inService * ends;
    counts.calls += calls;
    const allowed = provider.rateLimit === undefined ? calls : Math.min(calls, provider.rateLimit * seconds);
    if (allowed < calls * 0.999) limits.hit(`the provider's limit of ${provider.rateLimit} a second`);
    const ok = down ? 0 : (calls > 0 ? allowed / calls : 1) * (1 - provider.errorRate);
    for (const [level, cohort] of serving.entries()) {
      const ended = draw(cohort, cohort.mass * ends);
      const good = draw(ended, ended.mass * ok);
      if (good.mass > 0) {
        fates.handled += good.mass;
        const inSteps = entranceMs + 1.5 * STEP + Math.max(STEP, tookMs);
        done.push({ mass: good.mass, latency: floorMs + Math.max(0, now - meanSentAt(good) - inSteps) });
        lastDone = now + STEP;
      }
      fail(ended, level);
    }
    running *= 1 - ends;
    const ready = Math.min(1, STEP / Math.max(STEP, coldMs));
    for (const [level, cohort] of warming.entries()) pour(draw(cohort, cohort.mass * ready), serving[level] as Cohort);
    running += starting * ready;
    starting *= 1 - ready;

    // what comes in, and what wants to start, compete for the account's concurrency
    const arriving = now < load.durationMs ? rateAt(settings, now) * seconds : 0;
    counts.sent += arriving;
    const entranceEnds = Math.min(entering, (entering * STEP) / Math.max(STEP, entranceMs) || 0);
    const used = running + starting;
    // of a step, what is shorter than it
    const inEntrance = entering * ofStep(entranceMs);
    // what ends within the step holds nothing any more; a caller that waits holds its own place too
    const staying = entering - entranceEnds;
    const held = waits ? staying + used : staying;
    const inLambda = held + (way.inLambda ? used : 0);
    // within a step, a place is given back and taken again
    const turnover = (ms: number) => Math.max(1, STEP / Math.max(1, ms));
    const ownLimit = reservedConcurrency === undefined ? accountConcurrency : accountConcurrency - reservedConcurrency;
    const wanting = queue.map((row, backoff) => {
      const part =
        backoff === 0
          ? 1
          : Math.min(1, STEP / (0.75 * Math.min(settings.async.lastBackoffMs, settings.async.firstBackoffMs * 2 ** (backoff - 1))));
      return row.map(({ mass }) => mass * part);
    });
    const wanted = wanting.flat().reduce((sum, mass) => sum + mass, 0);
    const free = Math.max(0, lanes - used);
    const batch = Math.min(way.batch, Math.max(1, wanted / Math.max(1, free)));
    const starts = Math.min(wanted / batch, free * turnover(tookMs), way.starts * seconds);
    const shared = Math.max(0, ownLimit - (reservedConcurrency === undefined ? inLambda : held));
    const competing = way.inLambda && reservedConcurrency === undefined ? starts : 0;
    const claims = arriving + competing;
    const requests = 10 * accountConcurrency * seconds;
    const places = arriving * ofStep(entranceMs) + competing * ofStep(tookMs) * (waits ? 2 : 1);
    const granted = Math.min(1, places > 0 ? shared / places : 1, claims > 0 ? requests / claims : 1);
    if (granted < 0.999)
      limits.hit(
        requests < claims && requests < shared
          ? `${10 * accountConcurrency} requests a second of the account`
          : `account concurrency ${accountConcurrency}`,
      );
    const admitted = arriving * granted;
    fates.refused += arriving - admitted;
    let started = starts * (way.inLambda && reservedConcurrency === undefined ? granted : 1);
    if (way.inLambda && reservedConcurrency !== undefined) {
      const most = Math.max(0, reservedConcurrency - used) * turnover(tookMs);
      if (started > most) limits.hit(`reserved concurrency ${reservedConcurrency}`);
      started = Math.min(started, most);
    }

    const idle = Math.max(0, warm - running - starting) * turnover(tookMs);
    let cold = way.inLambda ? Math.max(0, started - idle) : 0;
    const scaleOut = settings.lambda.scaleOutPer10s * (1 + now / 10_000) - warm;
    if (cold > scaleOut) {
      limits.hit(`scale-out of the consumer, ${settings.lambda.scaleOutPer10s} environments in 10 s`);
      started -= cold - scaleOut;
      cold = scaleOut;
    }
    warm += cold;

    // into the consumer
    const part = wanted > 0 ? Math.min(1, (started * batch) / wanted) : 0;
    if (way.inLambda && way.throttled !== 'wait') counts.throttles += wanted * (1 - part);
    for (let backoff = BACKOFFS - 1; backoff >= 0; backoff--)
      for (let level = 0; level < levels; level++) {
        const cohort = queue[backoff]?.[level] as Cohort;
        const wants = wanting[backoff]?.[level] ?? 0;
        const begun = draw(cohort, wants * part);
        pour(draw(begun, begun.mass * (started > 0 ? cold / started : 0)), warming[level] as Cohort);
        pour(begun, serving[level] as Cohort);
        const turnedAway = wants * (1 - part);
        if (turnedAway <= 0) continue;
        if (way.throttled === 'back off') pour(draw(cohort, turnedAway), queue[Math.min(BACKOFFS - 1, backoff + 1)]?.[level] as Cohort);
        else if (way.throttled === 'fail') fail(draw(cohort, turnedAway), level);
        else if (way.throttled === 'refuse') fates.refused += draw(cohort, turnedAway).mass;
      }
    running += started - cold;
    starting += cold;
    counts.invocations += started;

    // out of the entrance
    entering = Math.max(0, entering + admitted - entranceEnds);
    const most = handOverPerSecond * seconds;
    const handed = Math.min(entranceEnds, most);
    if (entranceEnds > most) {
      limits.hit(`${handOverPerSecond} ${handOverName[mode.handOver] ?? 'calls'} a second`);
      fates.refused += entranceEnds - handed;
    }
    counts.handedOver += handed;
    pour(of(handed, now - entranceMs), queue[0]?.[0] as Cohort);

    // the ramp; a poller that was throttled tries again after a second or so, and each time there is one fewer
    if (way.lanes.perSecond > 0) lanes = Math.max(IDLE, lanes - (starts - started) * seconds);
    const backlogNow = queue.reduce((sum, row) => sum + total(row), 0);
    if (way.lanes.perSecond > 0 && running + starting > 0.9 * lanes && backlogNow > running) {
      limits.hit(lanes >= way.lanes.most ? laneName(settings, lanes) : "the pollers' ramp (5 at first, 5 more a second)");
      lanes = Math.min(way.lanes.most, lanes + way.lanes.perSecond * seconds);
    } else if (!way.inLambda && backlogNow > way.lanes.most)
      limits.hit(
        mode.consumer === 'worker'
          ? `${settings.worker.processes} workers of ${settings.worker.concurrency} messages each`
          : `${settings.worker.processes} processes that ask every ${settings.worker.shortPollMs / 1000} s`,
      );

    // levels
    const second = Math.floor(now / 1000);
    callsInSecond = second === lastSecond ? callsInSecond + calls : calls;
    lastSecond = second;
    const waitingToRetry = [...later.values()].reduce((sum, row) => sum + total(row), 0);
    const account = (waits ? inEntrance + running + starting : inEntrance) + (way.inLambda ? running + starting : 0);
    gbSeconds += gb * account * seconds;
    note(step, {
      concurrency: running + starting,
      account: Math.min(account, accountConcurrency),
      backlog: backlogNow + waitingToRetry,
      providerConcurrency: total(serving),
      providerRate: callsInSecond,
    });
    if (now >= load.durationMs && backlogNow + waitingToRetry + total(serving) + total(warming) + entering < 0.5) {
      settled = true;
      break;
    }
  }

  function note(step: number, levelsNow: typeof peak) {
    for (const name of Object.keys(peak) as (keyof typeof peak)[]) peak[name] = Math.max(peak[name], levelsNow[name]);
    const second = Math.floor((step * STEP) / 1000);
    for (const name of ['concurrency', 'backlog', 'providerRate'] as const)
      series[name][second] = Math.max(series[name][second] ?? 0, Math.round(levelsNow[name]));
  }

  // less than half a share is none
  if (!settled) fates['in flight'] = total(serving) + total(warming) + entering;
  if (!settled)
    fates.waiting = queue.reduce((sum, row) => sum + total(row), 0) + [...later.values()].reduce((sum, row) => sum + total(row), 0);
  const whole = wholeNumbers(fates, Math.round(counts.sent));
  const receives = way.throttled === 'wait' ? counts.invocations + counts.calls / 10 : 0;
  const usage: Record<string, number> = {
    lambdaRequests: counts.sent - fates.refused + (way.inLambda ? counts.invocations : 0),
    lambdaGbSeconds: gbSeconds,
    ...(mode.handOver === 'publish' ? { snsPublishes: counts.handedOver } : {}),
    ...(mode.handOver === 'put-events' ? { eventBridgeEvents: counts.handedOver } : {}),
    ...(mode.consumer === 'http' ? { snsHttpDeliveries: counts.invocations } : {}),
    ...(mode.handOver === 'send-fifo'
      ? { sqsFifoRequests: counts.handedOver + receives }
      : receives > 0
        ? { sqsRequests: (mode.handOver === 'send' ? counts.handedOver : 0) + receives }
        : {}),
  };
  const delivered = weighted(done);
  return {
    ...{ mode: mode.name, how: mode.how, method: 'fluid' as const, settings },
    ...{ sent: Math.round(counts.sent), fates: whole },
    answerMs: { p50: entranceMs + (waits ? (delivered.p50 ?? 0) : 0), p95: undefined, p99: undefined },
    triggerMs: {
      p50: delivered.p50 === undefined ? undefined : Math.max(triggerMs, delivered.p50 - entranceMs - way.busyMs(1)),
      p95: undefined,
      p99: undefined,
    },
    deliveredMs: delivered,
    ...{ tookMs: lastDone, throughput: lastDone > 0 ? fates.handled / (lastDone / 1000) : 0 },
    ...{ retries: Math.round(counts.retries), throttles: Math.round(counts.throttles), coldStarts: Math.round(warm) },
    ...{ peak: Object.fromEntries(Object.entries(peak).map(([name, value]) => [name, Math.round(value)])) as typeof peak, series },
    ...{ limits: limits.broken(), usage: usage as Outcome['usage'] },
  };
}

const handOverName: Record<string, string> = {
  publish: 'publishes to SNS',
  'put-events': 'PutEvents',
  'send-fifo': 'sends to a FIFO queue',
};

const laneName = ({ mapping }: Settings, lanes: number) =>
  mapping.maximumConcurrency === undefined
    ? `${Math.round(lanes)} pollers of a mapping`
    : `MaximumConcurrency ${mapping.maximumConcurrency}`;

/** Rounded so that they still add up. */
function wholeNumbers(fates: Outcome['fates'], sent: number): Outcome['fates'] {
  const entries = Object.entries(fates) as [keyof Outcome['fates'], number][];
  const exact = entries.reduce((sum, [, value]) => sum + value, 0);
  let before = 0;
  let given = 0;
  return Object.fromEntries(
    entries.map(([fate, value]) => {
      before += value;
      const upTo = exact > 0 ? Math.round((before / exact) * sent) : 0;
      const part = upTo - given;
      given = upTo;
      return [fate, part];
    }),
  ) as Outcome['fates'];
}

/** Half and 95 % of what was delivered; the last percent is chance, of which a fluid knows nothing. */
function weighted(done: { mass: number; latency: number }[]): Spread {
  const sorted = done.toSorted((a, b) => a.latency - b.latency);
  const all = sorted.reduce((sum, { mass }) => sum + mass, 0);
  const below = (share: number) => {
    let sum = 0;
    return sorted.find(({ mass }) => (sum += mass) >= share * all)?.latency;
  };
  return { p50: below(0.5), p95: below(0.95), p99: undefined };
}

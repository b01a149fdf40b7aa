import { mean, percentile } from '../../measures.ts';
import {
  atOnce,
  batchFill,
  meanWaitMs,
  mostPerSecond,
  pollersAt,
  pollWaitMs,
  RAMP,
  successWithin,
  survival,
  windowWaitMs,
} from '../../predict/formulas.ts';
import { ladderOf } from '../../predict/ladder.ts';
import { duration } from '../../report/format.ts';
import { beganAt } from './observed.ts';
import { found, type Known, near, type Rule } from './prediction.ts';
import { outageOf } from './settings-of-lane.ts';

const round = (value: number) => String(Number(value.toPrecision(3)));
const ms = (value: number) => duration(value);

/** What happened that no formula has, in the order of its weight. */
function disturbance({ figures, run }: Known): string {
  if (run.faults.length > 0) return `the run has faults (${run.faults.map(({ what }) => what).join('; ')}), the formula none`;
  if (figures.retries) return `${figures.retries} messages were tried again, each after its wait`;
  if (figures.cold.consumer > 0 && figures.cold.consumer * 20 > figures.ledger.sent)
    return `${figures.cold.consumer} of the messages met a cold start`;
  return `what shares the machine's ${run.machine.cpus} processors (generator, stack, provider, ${run.lanes.length} lanes) takes its time from it`;
}

/** A consumer takes what its handler and the provider were told to take. */
const service: Rule = (known) => {
  const { lane, run, observed } = known;
  const { handlerMs, handlerHashes } = lane.settings;
  const providerMs = run.providerKnobs?.latencyMs ?? 0;
  if (observed.serviceMs === undefined || handlerHashes > 0 || handlerMs + providerMs === 0) return undefined;
  return found(
    {
      ...{ what: 'time at the consumer', predicted: handlerMs + providerMs, measured: observed.serviceMs, unit: 'ms' },
      formula: `handler ${ms(handlerMs)} + provider ${ms(providerMs)}`,
    },
    (gap) =>
      gap === 'less'
        ? 'some mails were delivered without the full wait: the provider was quicker than its knob says'
        : `the mail itself takes ${ms((observed.serviceMs ?? 0) - handlerMs - providerMs)}: HTTP, JSON, logs, and in a batch the messages before it`,
  );
};

/** Little's law. */
const little: Rule = (known) => {
  const { observed, lane } = known;
  const { rate, serviceMs } = observed;
  if (serviceMs === undefined || observed.atOnce === undefined || rate === 0) return undefined;
  const copies = lane.settings.fanOut;
  return found(
    {
      ...{ what: 'messages at consumers, mean', predicted: copies * atOnce(rate, serviceMs), measured: observed.atOnce, unit: 'at once' },
      formula: `rate ${round(rate)} × ${ms(serviceMs)}${copies > 1 ? ` × ${copies} consumers` : ''} (Little)`,
    },
    (gap) => (gap === 'less' ? spreadOut(known) : atATime(known)),
  );
};

/** Why more was at work than the stream would need, or more came out of it. */
function atATime(known: Known): string {
  const { observed, twin } = known;
  const { rate, cameRate } = observed;
  if (cameRate > 1.1 * rate)
    return `the messages came at ${round(cameRate)} a second, by chance or from a late generator, and not at ${round(rate)}`;
  if (twin.consumer === 'mapping' || twin.consumer === 'worker' || twin.consumer === 'short-poll')
    return 'the law holds for a steady stream: out of the queue they came several at a time';
  return `the law holds for a steady stream; ${disturbance(known)}`;
}

/** Why less was at work than the stream would need. */
function spreadOut(known: Known): string {
  const { figures } = known;
  const { handled } = figures.ledger.fates;
  if (handled < 0.9 * figures.ledger.sent) return `only ${handled} of ${figures.ledger.sent} messages were delivered`;
  return `the last mails came long after the load had ended, and the law counts that time in: ${disturbance(known)}`;
}

/** Messages that a lane's consumers work on at once, at most; undefined where only the account has a limit. */
function servers({ lane, twin, observed, run }: Known): { most: number; formula: string } | undefined {
  const { reservedConcurrency, maximumConcurrency, workers, workerConcurrency } = lane.settings;
  if (twin.consumer === 'worker' || twin.consumer === 'short-poll')
    return { most: workers * workerConcurrency, formula: `${workers} processes × ${workerConcurrency}` };
  const limits = [
    ...(reservedConcurrency === undefined ? [] : [{ most: reservedConcurrency, formula: `reserved concurrency ${reservedConcurrency}` }]),
    ...(twin.consumer === 'mapping' && maximumConcurrency !== undefined
      ? [{ most: maximumConcurrency, formula: `MaximumConcurrency ${maximumConcurrency}` }]
      : []),
  ];
  if (twin.consumer === 'mapping') {
    const seconds = (observed.loadMs / 1000) * run.target.timeScale;
    limits.push({ most: Math.floor(pollersAt(seconds)), formula: `pollers after ${round(seconds)} s: 5 + 5 × t` });
  }
  return limits.sort((a, b) => a.most - b.most)[0];
}

/** No more invocations at once than the ramp and the limits let through. */
const ceiling: Rule = (known) => {
  const { observed, lane } = known;
  const limit = servers(known);
  if (limit === undefined || observed.mostAtOnce === 0) return undefined;
  const most = limit.most * lane.settings.fanOut;
  const measured = observed.mostAtOnce;
  // a ceiling that is far above says nothing of the lane
  if (2 * measured < most) return undefined;
  return {
    ...{ what: 'at work at once, no more than', predicted: most, measured, unit: 'at once', formula: limit.formula },
    why:
      measured > most
        ? 'more than the limit: pollers went on growing after the load, while a backlog was worked off, or the limit does not hold'
        : measured === most
          ? 'the limit was reached'
          : 'the load never needed more',
  };
};

/** What comes is delivered as it comes, up to what the consumers can do. */
const throughput: Rule = (known) => {
  const { observed, figures, lane, twin, run } = known;
  const { rate, serviceMs } = observed;
  if (serviceMs === undefined || rate === 0 || figures.throughput === undefined || outageOf(run)) return undefined;
  const limit =
    twin.consumer === 'mapping' && lane.settings.maximumConcurrency === undefined && lane.settings.reservedConcurrency === undefined
      ? undefined
      : servers(known);
  const batch = twin.consumer === 'mapping' ? lane.settings.batchSize : 1;
  const capacity =
    limit === undefined
      ? Number.POSITIVE_INFINITY
      : twin.consumer === 'short-poll'
        ? mostPerSecond(limit.most, lane.settings.pollMs)
        : mostPerSecond(limit.most, serviceMs, batch);
  const copies = lane.settings.fanOut;
  const saturated = rate > capacity;
  return found(
    {
      ...{ what: 'mails a second', predicted: copies * Math.min(rate, capacity), measured: figures.throughput, unit: 'a second' },
      formula: saturated
        ? `saturated: ${limit?.formula} ÷ ${ms(twin.consumer === 'short-poll' ? lane.settings.pollMs : serviceMs)}${batch > 1 ? ` × batches of ${batch}` : ''}`
        : `the rate itself${limit ? `; ${round(capacity)} could be done` : ''}`,
    },
    (gap) => {
      if (gap === 'more') return atATime(known);
      if (figures.ledger.fates.handled < 0.9 * figures.ledger.sent)
        return `only ${figures.ledger.fates.handled} of ${figures.ledger.sent} messages were delivered`;
      return saturated ? 'batches were not full, and pollers pause between two batches' : spreadOut(known);
    },
    saturated ? 'as predicted: the consumers are the limit' : undefined,
  );
};

/** Messages of an invocation. */
const batch: Rule = ({ twin, lane, figures, observed, run }) => {
  const { batchSize, batchWindowS } = lane.settings;
  if (twin.consumer !== 'mapping' || batchSize === 1 || figures.batch === undefined || observed.rate === 0) return undefined;
  const windowMs = (1000 * batchWindowS) / run.target.timeScale;
  const share = observed.rate / RAMP.first;
  const predicted = batchWindowS > 0 ? batchFill(share, batchSize, windowMs) : 1;
  return found(
    {
      ...{ what: 'batch', predicted, measured: figures.batch, unit: 'messages' },
      formula:
        batchWindowS > 0
          ? `min(${batchSize}, 1 + rate ${round(observed.rate)} ÷ ${RAMP.first} pollers × window ${ms(windowMs)})`
          : 'without a window, what waits: one, at rest',
    },
    (gap) => {
      if (gap === 'more')
        return batchWindowS > 0
          ? 'messages come by chance, several at a time, or fewer pollers gather than there are'
          : 'a backlog fills batches: messages waited for a poller';
      return 'more pollers gather side by side than the first five, or messages came in fewer seconds than the run lasted';
    },
  );
};

/** The trigger's mean above its quickest: what was waited for, whatever the way itself takes. */
const waited = (calm: readonly number[]): number | undefined => {
  const average = mean(calm);
  return average === undefined ? undefined : average - (percentile(calm, 0.01) ?? 0);
};

const window: Rule = (known) => {
  const { twin, lane, observed, run } = known;
  const { batchSize, batchWindowS } = lane.settings;
  const measured = waited(observed.calm);
  // a batch of one is full at once, whatever the window
  if (twin.consumer !== 'mapping' || batchWindowS === 0 || batchSize === 1 || measured === undefined) return undefined;
  const windowMs = (1000 * batchWindowS) / run.target.timeScale;
  return found(
    {
      ...{
        what: 'wait for the batch, mean',
        predicted: windowWaitMs(observed.rate / RAMP.first, batchSize, windowMs),
        measured,
        unit: 'ms',
      },
      formula: `window ${ms(windowMs)}, batches of ${batchSize}, rate ${round(observed.rate)} ÷ ${RAMP.first} pollers`,
    },
    (gap) => {
      if (gap === 'less') return 'messages come by chance, several at a time, and share the end of a window, or fill a batch before it';
      return near(windowMs, measured, 'ms')
        ? 'most messages opened a batch of their own, and waited for all of the window'
        : `more pollers gather side by side than the first ${RAMP.first}, each its own batch; ${disturbance(known)}`;
    },
  );
};

const poll: Rule = (known) => {
  const { twin, lane, observed } = known;
  const { pollMs, workers } = lane.settings;
  const measured = waited(observed.calm);
  if (twin.consumer !== 'short-poll' || measured === undefined) return undefined;
  const capacity = mostPerSecond(workers * lane.settings.workerConcurrency, pollMs);
  // a queue that grows is half as long on average as at the end
  const queued = observed.rate > capacity ? ((observed.rate - capacity) / capacity) * (observed.loadMs / 2) : 0;
  const next = workers === 1 ? `½ × poll interval ${ms(pollMs)}` : `poll interval ${ms(pollMs)} ÷ (${workers} processes + 1)`;
  return found(
    {
      ...{ what: 'wait for the next poll, mean', predicted: pollWaitMs(pollMs, workers) + queued, measured, unit: 'ms' },
      formula: queued === 0 ? next : `${next} + a queue that grows: ${round(observed.rate)} a second come, polls take ${round(capacity)}`,
    },
    (gap) =>
      gap === 'more'
        ? `a poll takes what the process has room for (${lane.settings.workerConcurrency}), the rest waits for the next one; ${disturbance(known)}`
        : 'few messages, which happened to come just before a poll',
  );
};

const delay: Rule = (known) => {
  const { lane, run, figures, observed } = known;
  const { delayS } = lane.settings;
  const measured = percentile(observed.calm, 0.5);
  if (delayS === 0 || measured === undefined || figures.ledger.fates.handled === 0) return undefined;
  const delayMs = (1000 * delayS) / run.target.timeScale;
  return found(
    {
      what: 'trigger with DelaySeconds, median',
      predicted: delayMs,
      measured,
      unit: 'ms',
      formula: `${delayS} s on a clock ×${run.target.timeScale}`,
    },
    (gap) => (gap === 'more' ? 'the way itself comes on top of the delay' : 'the queue did not keep the delay'),
  );
};

/** M/D/c: a fixed number of consumers, messages by chance. */
const queueing: Rule = (known) => {
  const { twin, lane, observed, run } = known;
  const { maximumConcurrency, batchSize, batchWindowS, workers, workerConcurrency } = lane.settings;
  const fixed =
    twin.consumer === 'worker'
      ? workers * workerConcurrency
      : twin.consumer === 'mapping' && batchSize === 1
        ? maximumConcurrency
        : undefined;
  const measured = waited(observed.calm);
  if (
    fixed === undefined ||
    batchWindowS > 0 ||
    run.arrivals.kind !== 'poisson' ||
    observed.serviceMs === undefined ||
    measured === undefined
  )
    return undefined;
  const load = atOnce(observed.rate, observed.serviceMs);
  if (load >= fixed || load < 0.3 * fixed) return undefined;
  return found(
    {
      ...{
        what: 'wait for a free consumer, mean',
        predicted: meanWaitMs(observed.rate, observed.serviceMs, fixed, 'constant'),
        measured,
        unit: 'ms',
      },
      formula: `Erlang's C: ${fixed} consumers, ${round(load)} of them busy on average`,
    },
    (gap) =>
      gap === 'more'
        ? `what a message takes varies, where the formula has it constant; ${disturbance(known)}`
        : 'few messages: chance sent them further apart than usual',
  );
};

/** The ladder of a mode against an outage of the provider. */
const outage: Rule = (known) => {
  const { run, lane, twin, observed, settings } = known;
  const down = outageOf(run);
  if (down === undefined) return undefined;
  const came = observed.rows.filter((row) => {
    const atMs = (row.handedOverAt ?? row.sentAt) - beganAt(run, lane, row.repetition);
    return atMs >= down.fromMs && atMs < down.toMs;
  });
  if (came.length === 0) return undefined;
  const ladder = ladderOf(twin, settings);
  const lastsMs = down.toMs - down.fromMs;
  const quietMs = Number.isFinite(lastsMs) ? Math.max(0, down.toMs - observed.loadMs) : 0;
  const total = ladder.reduce((sum, wait) => sum + wait, 0);
  return found(
    {
      ...{ what: 'live through the outage', predicted: survival(lastsMs, ladder, quietMs), unit: 'of all' },
      measured: came.filter(({ fate }) => fate === 'handled').length / came.length,
      formula:
        ladder.length === 0
          ? 'nobody tries again'
          : `a ladder of ${ms(total)} against ${Number.isFinite(lastsMs) ? ms(lastsMs) : 'an outage without end'}`,
    },
    (gap) => {
      const open = came.filter(({ fate }) => fate === 'waiting' || fate === 'in flight').length;
      if (gap === 'less' && open > 0) return `${open} of ${came.length} still waited when the run ended`;
      return gap === 'less'
        ? 'pollers receive a message that failed more often than the visibility timeout alone says, or the ladder is jittered'
        : 'the ladder is longer than its steps: each try takes its time, and messages wait for a free consumer between two of them';
    },
  );
};

/** Independent errors of the provider, and tries. */
const errors: Rule = (known) => {
  const { run, figures, settings, twin } = known;
  const { errorRate = 0 } = run.providerKnobs ?? {};
  if (errorRate === 0 || run.faults.length > 0 || figures.ledger.sent === 0) return undefined;
  const tries = ladderOf(twin, settings).length + 1;
  return found(
    {
      ...{
        what: 'delivered',
        predicted: successWithin(tries, errorRate),
        measured: figures.ledger.fates.handled / figures.ledger.sent,
        unit: 'of all',
      },
      formula: `1 − ${errorRate} to the power of ${tries} tries`,
    },
    () => `chance, of ${figures.ledger.sent} messages; or tries that were still to come when the run ended`,
  );
};

/** In the order in which they are printed. */
export const RULES: readonly Rule[] = [service, little, ceiling, throughput, batch, window, poll, delay, queueing, outage, errors];

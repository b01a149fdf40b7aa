import { figuresOf, type LaneFigures, MEASURES, type Measure } from '../../lab/figures.ts';
import { observe } from '../../lab/predict/observed.ts';
import { partsOf, settingsOfLane } from '../../lab/predict/settings-of-lane.ts';
import { twinOf } from '../../lab/predict/twin.ts';
import type { Run } from '../../lab/run.ts';
import { ledgerOf } from '../../ledger.ts';
import type { Spread } from '../../measures.ts';
import type { Measured, MeasuredMode } from './measured.ts';

/** A run of `pushpull compare`, lane by lane: counts of one repetition, on average. Messages that the lab had fail are left out. */
export function measuredByLab(run: Run): Measured {
  const { experiment, arrivals, target, messages, repetitions } = run;
  const rate = 'rate' in arrivals ? ` at ${arrivals.rate} a second` : '';
  const faults = run.faults.length > 0 ? `, ${run.faults.map(({ what }) => what).join(', ')}` : '';
  return {
    about: `${experiment}: ${repetitions} × ${messages} messages in each lane${rate}${faults}, measured on ${target.title} (clock ×${target.timeScale})`,
    modes: figuresOf(run).map((figures) => measuredLane(run, figures)),
  };
}

function measuredLane(run: Run, { lane, times, throughput, retries }: LaneFigures): MeasuredMode {
  const observed = observe(run, lane);
  const healthy = observed.rows.filter(({ fault }) => fault === undefined);
  const each = (count: number) => count / run.repetitions;
  const { sent, fates } = ledgerOf(healthy, healthy.length);
  const spread = (measure: Measure): Spread => ({ p50: times[measure][50].ms, p95: times[measure][95].ms, p99: times[measure][99].ms });
  const [answerMs, triggerMs, deliveredMs] = (Object.keys(MEASURES) as Measure[]).map(spread) as [Spread, Spread, Spread];
  return {
    ...{ name: lane.title, answerMs, triggerMs, deliveredMs, throughput, parts: partsOf(run, lane, observed) },
    // a retry is not counted by message
    retries: retries === undefined || healthy.length < observed.rows.length ? undefined : each(retries),
    ledger: { sent: each(sent), fates: Object.fromEntries(Object.entries(fates).map(([fate, count]) => [fate, each(count)])) },
    simulated: simulatedOf(run, lane),
  };
}

function simulatedOf(run: Run, lane: Run['lanes'][number]): MeasuredMode['simulated'] {
  const mode = twinOf(lane);
  const { arrivals, faults, providerKnobs } = run;
  if (mode === undefined) return 'it has no twin in the simulation';
  if (lane.settings.fanOut > 1) return 'several consumers of a message are not simulated';
  if (arrivals.kind === 'ramp' || arrivals.kind === 'recorded') return `arrivals of the kind ${arrivals.kind} are not simulated`;
  if (faults.length > 1 || faults.some(({ provider }) => provider?.down !== true))
    return 'of faults one outage of the provider is simulated';
  if (providerKnobs?.lostAnswerRate) return 'lost answers are not simulated';
  return { mode, settings: (parts) => settingsOfLane(run, lane, parts) };
}

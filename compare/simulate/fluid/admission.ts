import type { Limits } from '../limits.ts';
import type { Settings } from '../settings.ts';
import { STEP, type State } from './state.ts';
import type { Way } from './way.ts';

export interface Admission {
  /** Shares that the entrance takes; the others are refused. */
  admitted: number;
  /** Invocations of the consumer that begin, of those that were to, and with how many shares each. */
  started: number;
  wantedStarts: number;
  batch: number;
  /** Of those that begin, how many need a new environment. */
  cold: number;
}

export interface Claims {
  arriving: number;
  /** Shares that wait for the consumer and are due. */
  wanted: number;
  entranceMs: number;
  tookMs: number;
}

/** The part of a step for which something takes up a place. */
export const ofStep = (ms: number) => Math.min(1, ms / STEP);
/** Within a step, a place is given back and taken again. */
const turnover = (ms: number) => Math.max(1, STEP / Math.max(1, ms));

/**
 * Who gets a place in this step: entrance and consumer compete for the account's concurrency and requests, each getting the same part of
 * what it asks for; a reserved concurrency is the consumer's own; new environments come at their rate.
 */
export function admit(
  state: State,
  way: Way,
  settings: Settings,
  limits: Limits,
  { arriving, wanted, entranceMs, tookMs }: Claims,
): Admission {
  const { accountConcurrency, reservedConcurrency, scaleOutPer10s } = settings.lambda;
  const { entering, running, starting, lanes, warm, now } = state;
  const waits = way.throttled === 'refuse';
  const seconds = STEP / 1000;
  const used = running + starting;
  const free = Math.max(0, lanes - used);
  const batch = Math.min(way.batch, Math.max(1, wanted / Math.max(1, free)));
  const wantedStarts = Math.min(wanted / batch, free * turnover(tookMs), way.starts * seconds);

  // what ends within the step holds nothing any more; a caller that waits holds its own place too
  const staying = entering - Math.min(entering, (entering * STEP) / Math.max(STEP, entranceMs));
  const held = waits ? staying + used : staying;
  const competes = way.inLambda && reservedConcurrency === undefined;
  const shared = Math.max(0, accountConcurrency - (reservedConcurrency ?? 0) - held - (competes ? used : 0));
  const competing = competes ? wantedStarts : 0;
  const places = arriving * ofStep(entranceMs) + competing * ofStep(tookMs) * (waits ? 2 : 1);
  const claims = arriving + competing;
  const byPlaces = places > 0 ? Math.min(1, shared / places) : 1;
  const byRequests = claims > 0 ? Math.min(1, (10 * accountConcurrency * seconds) / claims) : 1;
  const granted = Math.min(byPlaces, byRequests);
  if (granted < 0.999)
    limits.hit(
      byRequests < byPlaces ? `${10 * accountConcurrency} requests a second of the account` : `account concurrency ${accountConcurrency}`,
    );

  let started = wantedStarts * (competes ? granted : 1);
  if (way.inLambda && reservedConcurrency !== undefined) {
    const most = Math.max(0, reservedConcurrency - used) * turnover(tookMs);
    if (started > most) limits.hit(`reserved concurrency ${reservedConcurrency}`);
    started = Math.min(started, most);
  }
  let cold = way.inLambda ? Math.max(0, started - Math.max(0, warm - used) * turnover(tookMs)) : 0;
  const scaleOut = scaleOutPer10s * (1 + now / 10_000) - warm;
  if (cold > scaleOut) {
    limits.hit(`scale-out of the consumer, ${scaleOutPer10s} environments in 10 s`);
    started -= cold - scaleOut;
    cold = scaleOut;
  }
  return { admitted: arriving * granted, started, wantedStarts, batch, cold };
}

import { duration } from '../../report/format.ts';
import { wrapped } from '../../report/wrap.ts';
import type { Settings } from '../settings.ts';
import type { Outcome } from '../simulate.ts';
import { outcomeTable } from './table.ts';
import { verdict } from './verdicts.ts';

/** A simulation as a person reads it. */
export function simulationText(outcomes: readonly Outcome[], settings: Settings, freeTier: boolean): string {
  return [
    ...wrapped(`Simulated: ${loadText(settings)}; seed ${settings.seed}.`, 100, 2),
    '',
    outcomeTable(outcomes, freeTier),
    '',
    'trigger: handed over → first line of the handler, retries included. at once: invocations of the',
    'consumer; account: of all functions. provider: calls under way at once, and in a second, at most.',
    'mails/s: those sent, from the first share to the last mail; tries that come late lower it.',
    `Cost: list prices of us-east-1${freeTier ? ', less the free tier' : ''}, of entrance and consumer; $/million mails sent. Not in it:`,
    "the provider's bill, logs, tables. `pushpull simulate --json` has each line, with its price's date.",
    ...(outcomes.some(({ method }) => method === 'fluid')
      ? ['Fluid approximation: flows instead of single shares. docs/lab/simulation.md says how far off it is.']
      : []),
    '',
    ...outcomes.map(verdict),
  ].join('\n');
}

export function loadText({ load, provider, mapping, lambda }: Settings): string {
  const perDay = (load.rate * 86_400).toLocaleString('en', { notation: 'compact', maximumSignificantDigits: 3 });
  const parts = [`${Number(load.rate.toPrecision(4))} shares a second (${perDay} a day) for ${duration(load.durationMs)}`];
  if (load.burst) parts.push(`${load.burst.times} times as many for ${duration(load.burst.toMs - load.burst.fromMs)} in the middle`);
  if (provider.down) parts.push(`the provider down for ${duration(provider.down.toMs - provider.down.fromMs)} in the middle`);
  if (provider.errorRate > 0) parts.push(`${provider.errorRate * 100} % of its answers errors`);
  if (provider.rateLimit) parts.push(`its limit ${provider.rateLimit} a second`);
  if (lambda.reservedConcurrency !== undefined) parts.push(`reserved concurrency ${lambda.reservedConcurrency}`);
  if (mapping.maximumConcurrency !== undefined) parts.push(`MaximumConcurrency ${mapping.maximumConcurrency}`);
  return parts.join(', ');
}

import { USUAL } from '../../cost/crossovers.ts';
import type { DeliveryLoad } from '../../cost/delivery-cost.ts';
import { duration } from '../../report/format.ts';
import type { Run } from '../run.ts';
import { type LaneCost, providerMsOf } from './cost.ts';

/** Why sync looks cheap here and dear in `simulate --crossovers`; undefined where the provider takes its time, or another lane is cheaper. */
export function syncWaitsForNothing(run: Run, costs: readonly LaneCost[]): string | undefined {
  const providerMs = providerMsOf(run);
  const [cheapest] = [...costs].sort((a, b) => a.perMillion - b.perMillion);
  if (cheapest?.mode !== 'sync' || costs.length < 2 || providerMs >= USUAL.providerMs) return undefined;
  return `With this run’s provider of ${providerMs} ms sync is the cheapest, since ${providerMs === 0 ? 'nothing is' : 'little is'} waited for; for a provider of ${USUAL.providerMs} ms see \`pushpull simulate --crossovers\`.`;
}

/** What curves over costs assume of all that is not on their axis. */
export const assumed = ({ rate, batchSize, windowMs, providerMs, memoryMb }: DeliveryLoad, axis: string): string =>
  [
    ...(axis === 'rate' ? [] : [`${Number(rate.toPrecision(2))} messages a second`]),
    ...(axis === 'batchSize' ? [] : [`BatchSize ${batchSize}`]),
    windowMs === 0 ? 'no window' : `a window of ${duration(windowMs)}`,
    ...(axis === 'providerMs' ? [] : [`a consumer of ${duration(providerMs)}`]),
    `${memoryMb} MB`,
  ].join(', ');

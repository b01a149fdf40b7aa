import type { LaneSettings } from '../lane.ts';
import { modeNamed } from '../modes.ts';

/** How many mails a lane's settings let through to the provider at once, and which setting does; without `places`, none does. */
export function limitAtProvider(mode: string, settings: LaneSettings): { places?: number; by?: string } {
  const { maximumConcurrency, reservedConcurrency, batchSize, workers, workerConcurrency } = settings;
  const { worker, simulated } = modeNamed(mode);
  if (worker) return { places: workers * workerConcurrency, by: `${workers} × ${workerConcurrency} of the workers` };
  const batch = simulated.consumer === 'mapping' ? batchSize : 1;
  const each = batch > 1 ? ` × batches of ${batch}` : '';
  const limits = [
    ...(maximumConcurrency === undefined || simulated.consumer !== 'mapping'
      ? []
      : [{ places: maximumConcurrency * batch, by: `MaximumConcurrency ${maximumConcurrency}${each}` }]),
    ...(reservedConcurrency === undefined
      ? []
      : [{ places: reservedConcurrency * batch, by: `ReservedConcurrency ${reservedConcurrency}${each}` }]),
  ];
  return limits.sort((a, b) => a.places - b.places)[0] ?? {};
}

import type { SimulatedMode } from '../mode.ts';

export const webhook: SimulatedMode = {
  name: 'webhook',
  how: 'Photos publishes to SNS, which posts to an HTTPS URL of Users',
  handOver: 'publish',
  consumer: 'http',
  triggerMs: [
    [0.5, 53],
    [0.99, 163],
  ],
  source: 'computed: the 12 ms of SNS and the 41 ms of an HTTP trigger (TriggerBench, April 2022)',
};

import type { SimulatedMode } from '../mode.ts';

export const worker: SimulatedMode = {
  name: 'worker',
  how: 'Photos sends to SQS, which processes outside Lambda long-poll',
  handOver: 'send',
  consumer: 'worker',
  triggerMs: [
    [0.1, 13.7],
    [0.5, 16.2],
    [0.9, 33.8],
    [0.99, 105],
  ],
  source: 'assumed: as the pollers of pull',
};

import type { SimulatedMode } from '../mode.ts';

export const shortPoll: SimulatedMode = {
  name: 'short-poll',
  how: 'Photos sends to SQS, which processes outside Lambda ask once a second',
  handOver: 'send',
  consumer: 'short-poll',
  triggerMs: [
    [0.1, 13.7],
    [0.5, 16.2],
    [0.9, 33.8],
    [0.99, 105],
  ],
  source: 'assumed: as the pollers of pull; the wait for the next poll comes on top',
};

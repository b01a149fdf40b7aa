import type { SimulatedMode } from '../mode.ts';

export const async: SimulatedMode = {
  name: 'async',
  how: 'Photos calls Users without waiting (Event invocation)',
  handOver: 'invoke-event',
  consumer: 'async-queue',
  triggerMs: [
    [0.1, 51],
    [0.5, 61],
    [0.9, 118],
    [0.99, 225],
  ],
  source: 'computed: push, less the 12 ms that SNS adds before SQS in the same measurement',
};

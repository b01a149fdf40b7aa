import type { SimulatedMode } from '../mode.ts';

export const sync: SimulatedMode = {
  name: 'sync',
  how: 'Photos calls Users and waits for the mail to be sent',
  handOver: 'invoke',
  consumer: 'function',
  triggerMs: [
    [0.5, 12],
    [0.99, 40],
  ],
  source: 'assumed: a warm Invoke within a region',
};

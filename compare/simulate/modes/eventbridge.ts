import type { SimulatedMode } from '../mode.ts';

export const eventbridge: SimulatedMode = {
  name: 'eventbridge',
  how: 'Photos puts an event on a bus, whose rule invokes Users',
  handOver: 'put-events',
  consumer: 'async-queue',
  triggerMs: [
    [0.1, 113],
    [0.5, 148],
    [0.9, 241],
    [0.99, 387],
  ],
  source: 'Bite-Sized Serverless, eu-west-1, February 2023',
};

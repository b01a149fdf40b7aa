import type { SimulatedMode } from '../mode.ts';

export const fanout: SimulatedMode = {
  name: 'fanout',
  how: 'Photos publishes to SNS, a queue subscribes, Users polls it',
  handOver: 'publish',
  consumer: 'mapping',
  triggerMs: [
    [0.1, 32.8],
    [0.5, 40.1],
    [0.9, 67.8],
    [0.99, 497],
  ],
  source:
    'Bite-Sized Serverless, eu-west-1, September 2022: stamp in the message to the handler (of a FIFO topic: a standard one was not measured)',
};

import type { SimulatedMode } from '../mode.ts';

export const push: SimulatedMode = {
  name: 'push',
  how: 'Photos publishes to SNS, which invokes Users',
  handOver: 'publish',
  consumer: 'async-queue',
  triggerMs: [
    [0.1, 62],
    [0.5, 73],
    [0.9, 125],
    [0.99, 225],
  ],
  source: 'Bite-Sized Serverless, eu-west-1, September 2022: stamp in the message to the handler',
};

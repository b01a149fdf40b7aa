import type { SimulatedMode } from '../mode.ts';

export const pull: SimulatedMode = {
  name: 'pull',
  how: 'Photos sends to SQS, which Users polls',
  handOver: 'send',
  consumer: 'mapping',
  triggerMs: [
    [0.1, 13.7],
    [0.5, 16.2],
    [0.9, 33.8],
    [0.99, 105],
  ],
  source: 'Bite-Sized Serverless, eu-west-1, September 2022: stamp in the message to the handler',
};

import type { SimulatedMode } from '../mode.ts';

export const fifo: SimulatedMode = {
  name: 'fifo',
  how: 'Photos sends to a FIFO queue, which Users polls',
  handOver: 'send-fifo',
  consumer: 'mapping',
  triggerMs: [
    [0.1, 21.9],
    [0.5, 28.1],
    [0.9, 61.2],
    [0.99, 645],
  ],
  source: 'Bite-Sized Serverless, eu-west-1, September 2022: stamp in the message to the handler',
};

import type { Quantiles } from './quantiles.ts';

/** A delivery mode as data: what Photos calls, and what stands behind it. A new mode is a file in modes/ and a line in modes.ts. */
export interface SimulatedMode {
  name: string;
  /** The way of a share, in a line. */
  how: string;
  /** The call with which the function that takes the share hands it over. `invoke` waits for the end. */
  handOver: 'invoke' | 'invoke-event' | 'publish' | 'send' | 'send-fifo' | 'put-events';
  /** What brings it to the consumer. */
  consumer: 'function' | 'async-queue' | 'mapping' | 'worker' | 'short-poll' | 'http';
  /** Handed over → first line of the handler on a warm path without a queue, on AWS. */
  triggerMs: Quantiles;
  /** Of `triggerMs`: who measured it, when, from where to where. */
  source: string;
}

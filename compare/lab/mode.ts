import type { SimulatedMode } from '../simulate/mode.ts';
import type { LaneStage } from './stack/lane-stage.ts';

/**
 * A delivery mode of the lab. Each is one file in modes/, found there, and says of itself what experiments have to
 * know: none asks for its name. How to add one: docs/lab/extending.md. What a mode costs, and how it behaves at a scale
 * that no laptop has, comes from its twin in the simulation.
 */
export interface DeliveryMode {
  name: string;
  /** The way of a message, in a line. */
  how: string;
  /** What tries again when a message fails, in a few words. */
  retries: string;
  /** Its twin: the same way as data. */
  simulated: SimulatedMode;
  /** Whether a message may have several consumers. */
  fansOut?: boolean;
  /** It promises the order within a group. Its mappings are those of FIFO queues, which take no batch window. */
  keepsOrder?: true;
  /** What a producer hands over a second time, under the same id, is dropped. */
  dropsRepeats?: true;
  /** It holds a message back by the lane's `delayS`. One that has a delay of its own, or none, does not. */
  takesDelay?: true;
  /** On AWS anyone who knows the URL may call its consumer. */
  openUrl?: true;
  /** Builds the way from the lane's entrance to its consumers. */
  deploy(stage: LaneStage): void;
  /** Processes outside Lambda that the lane needs while a run goes on. */
  worker?: 'long-poll' | 'short-poll';
}

import type { SimulatedMode } from '../simulate/mode.ts';
import type { LaneStage } from './stack/lane-stage.ts';

/**
 * A delivery mode of the lab. Each is one file in modes/: adding a mode is adding a file. What a mode costs, and how it behaves at a scale
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
  /** Builds the way from the lane's entrance to its consumers. */
  deploy(stage: LaneStage): void;
  /** Processes outside Lambda that the lane needs while a run goes on. */
  worker?: 'long-poll' | 'short-poll';
}

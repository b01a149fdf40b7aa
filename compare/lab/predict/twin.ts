import type { SimulatedMode } from '../../simulate/mode.ts';
import { MODES } from '../modes.ts';
import type { Run } from '../run.ts';

/** What the simulation, the formulas and the prices know of a lane's mode; undefined for ways that are not ours. */
export const twinOf = ({ mode }: Pick<Run['lanes'][number], 'mode'>): SimulatedMode | undefined =>
  MODES.find(({ name }) => name === mode)?.simulated;

import { readdirSync } from 'node:fs';
import { EXIT, UserError } from '../errors.ts';
import type { Experiment } from './experiment.ts';

const FOLDER = new URL('experiments/', import.meta.url);

/** All experiments: each file in experiments/ exports one as `experiment`. */
export const EXPERIMENTS: readonly Experiment[] = await Promise.all(
  readdirSync(FOLDER)
    .filter((file) => /^[a-z0-9-]+\.ts$/.test(file))
    .sort()
    .map(async (file) => ((await import(new URL(file, FOLDER).href)) as { experiment: Experiment }).experiment),
);

/** Throws UserError, naming those there are. */
export function experimentNamed(name: string): Experiment {
  const found = EXPERIMENTS.find((experiment) => experiment.name === name);
  if (!found)
    throw new UserError(`There is no experiment ${name}; there are ${EXPERIMENTS.map((one) => one.name).join(', ')}.`, EXIT.usage);
  return found;
}

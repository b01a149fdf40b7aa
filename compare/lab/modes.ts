import { readdirSync } from 'node:fs';
import { EXIT, UserError } from '../errors.ts';
import type { DeliveryMode } from './mode.ts';

const FOLDER = new URL('modes/', import.meta.url);

/** All delivery modes: each file in modes/ exports one as `mode`. */
export const MODES: readonly DeliveryMode[] = await Promise.all(
  readdirSync(FOLDER)
    .filter((file) => /^[a-z0-9-]+\.ts$/.test(file))
    .sort()
    .map(async (file) => ((await import(new URL(file, FOLDER).href)) as { mode: DeliveryMode }).mode),
);

/** Undefined for ways that are not ours, and for those of earlier runs that are gone. */
export const knownMode = (name: string): DeliveryMode | undefined => MODES.find((mode) => mode.name === name);

/** Throws UserError, naming those there are. */
export function modeNamed(name: string): DeliveryMode {
  const found = knownMode(name);
  if (!found) throw new UserError(`There is no mode ${name}; there are ${MODES.map((mode) => mode.name).join(', ')}.`, EXIT.usage);
  return found;
}

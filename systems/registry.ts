import { share } from './share/share.ts';
import type { System } from './system.ts';

/** Every system that `pushpull run` knows; a new one is a folder beside these and a line here. */
export const SYSTEMS: readonly System[] = [share];

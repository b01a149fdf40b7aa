import { EXIT, UserError } from '../compare/errors.ts';
import { embeddedTarget } from './embedded.ts';
import type { Target } from './target.ts';

export interface StartOptions {
  /** 0 takes any free one. */
  port: number;
  /** Of the embedded stack; elsewhere time is real. */
  timeScale: number;
  seed: number;
  onProgress(line: string): void;
}

/** Starts the local target of that name. Throws UserError when there is none, or its port is taken. */
export async function startTarget(name: string, options: StartOptions): Promise<Target & { endpoint: string }> {
  if (name !== 'embedded') throw new UserError(`There is no target ${name} to start here: embedded is one.`, EXIT.usage);
  return embeddedTarget(options).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error;
    throw new UserError(
      `Port ${options.port} is in use. Stop what listens there, or choose another: --port 4567 (0 takes any free one).`,
      EXIT.portInUse,
    );
  });
}

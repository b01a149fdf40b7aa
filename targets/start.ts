import { EXIT, UserError } from '../compare/errors.ts';
import type { PollSettings } from '../localstack/settings.ts';
import { embeddedTarget } from './embedded.ts';
import { localstackTarget } from './localstack.ts';
import type { Target } from './target.ts';

export interface StartOptions {
  /** 0 takes any free one. */
  port: number;
  /** As asked for; elsewhere than on the embedded stack, where time is real, asking for it is an error. */
  timeScale?: number | undefined;
  /** Of the embedded stack, where none is asked for. */
  usualTimeScale: number;
  seed: number;
  /** Variables for LocalStack's own process, without Docker. */
  environment?: Record<string, string>;
  /** How LocalStack's event source mappings poll, where not as it does of itself. */
  settings?: Partial<PollSettings>;
  onProgress(line: string): void;
  /** What is told at once: that LocalStack is downloaded. */
  onNote?(line: string): void;
  signal?: AbortSignal;
}

/** Starts the local target of that name. Throws UserError when there is none, its port is taken, or it cannot be installed. */
export async function startTarget(name: string, options: StartOptions): Promise<Target & { endpoint: string }> {
  if (name === 'localstack') {
    if (options.timeScale !== undefined)
      throw new UserError('--time-scale is for the embedded stack: on LocalStack time is real, and cannot be scaled.', EXIT.usage);
    return localstackTarget(options);
  }
  if (name !== 'embedded') throw new UserError(`There is no target ${name} to start here; there are embedded and localstack.`, EXIT.usage);
  return embeddedTarget({ ...options, timeScale: options.timeScale ?? options.usualTimeScale }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EADDRINUSE') throw error;
    throw new UserError(
      `Port ${options.port} is in use. Stop what listens there, or choose another: --port 4567 (0 takes any free one).`,
      EXIT.portInUse,
    );
  });
}

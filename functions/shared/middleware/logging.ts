import type { MiddlewareObj } from '@middy/core';
import { logger } from '../logger.ts';

/** Puts the request's own facts on every line of the log, and an error that leaves the handler on one of its own. */
export function logging(): MiddlewareObj<unknown> {
  return {
    name: 'logging',
    before: ({ context }) => {
      logger.addContext(context);
    },
    onError: ({ error, response }) => {
      // One that became an answer already has its line.
      if (response === undefined) logger.error('failed', { error });
    },
  };
}

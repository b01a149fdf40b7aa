import middy from '@middy/core';
import { logging } from '../../shared/middleware/logging.ts';
import { answered } from '../../shared/saga/answered.ts';
import { ship } from './core.ts';
import { realDeps } from './deps.ts';

/** Called by name, by whoever conducts the purchase and waits. */
export const handler = middy<unknown>()
  .use(logging())
  .handler((event: unknown) => answered(event, (order, tell) => ship(order, { ...realDeps, tell })));

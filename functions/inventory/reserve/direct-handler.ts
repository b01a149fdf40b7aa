import middy from '@middy/core';
import { logging } from '../../shared/middleware/logging.ts';
import { answered } from '../../shared/saga/answered.ts';
import { begin, findReservation, move, take } from '../stock-store.ts';
import { reserve } from './core.ts';

/** Called by name, by whoever conducts the purchase and waits. */
export const handler = middy<unknown>()
  .use(logging())
  .handler((event: unknown) => answered(event, (order, tell) => reserve(order, { begin, findReservation, move, take, tell })));

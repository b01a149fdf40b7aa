import { setTimeout as sleep } from 'node:timers/promises';
import type { MiddlewareObj } from '@middy/core';
import * as z from 'zod';
import { HttpError } from '../errors.ts';

const schema = z.object({
  down: z.boolean().optional(),
  latencyMs: z.number().min(0).max(10_000).optional(),
  errorRate: z.number().min(0).max(1).optional(),
});
export type ServiceFaults = z.infer<typeof schema>;

/**
 * Faults to order, for game days: slow, failing or down, as the variable FAULTS says (JSON). Only who may change a function's configuration
 * can set it, no stack does, and without it nothing happens here.
 */
export function faults(): MiddlewareObj<unknown> {
  const text = process.env.FAULTS;
  const { down, latencyMs, errorRate = 0 } = text ? schema.parse(JSON.parse(text)) : {};
  return {
    name: 'faults',
    before: async () => {
      if (latencyMs) await sleep(latencyMs);
      if (down || Math.random() < errorRate) throw new HttpError(503, 'FAULT', 'This service was told to fail (FAULTS).');
    },
  };
}

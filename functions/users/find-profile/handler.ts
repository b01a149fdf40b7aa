import middy from '@middy/core';
import { askContracts } from '../../shared/clients/contracts-api.ts';
import { faults } from '../../shared/middleware/faults.ts';
import { logging } from '../../shared/middleware/logging.ts';
import { breakerFor, withRetry } from '../../shared/remote/policies.ts';
import { findProfileSchema } from '../profile-messages.ts';
import { profiles } from '../profile-store.ts';
import { findProfile } from './core.ts';

/** Two tries and the wait between them end before Photos' patience with Users does. */
const PATIENCE_MS = 2_000;
/** Who can do without waits less. */
const SHORT_MS = 1_000;

const guarded = breakerFor('Contracts');

/** Invoked by Photos, which waits. */
export const handler = middy()
  .use(logging())
  .use(faults())
  .handler(async (event: unknown) =>
    findProfile(findProfileSchema.parse(event), {
      findUser: async (userId) => (await profiles.find(userId))?.data,
      patientContracts: (userId) => withRetry(() => askContracts(userId, PATIENCE_MS)),
      guardedContracts: (userId) => guarded(() => askContracts(userId, SHORT_MS)),
      now: () => performance.now(),
    }),
  );

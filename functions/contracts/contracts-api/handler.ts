import middy from '@middy/core';
import { revisedApi } from '../../shared/changes/revised-api.ts';
import { HttpError } from '../../shared/errors.ts';
import { faults } from '../../shared/middleware/faults.ts';
import { type HttpEvent, type HttpResult, httpErrors } from '../../shared/middleware/http.ts';
import { logging } from '../../shared/middleware/logging.ts';
import { contracts } from '../contract-store.ts';
import { contractSchema } from '../messages.ts';

/** The Support App's API, and that of everyone who asks for contracts: {userId, plan, options}. */
export const handler = middy<HttpEvent, HttpResult>()
  .use(logging())
  .use(httpErrors())
  .use(faults())
  .handler(
    revisedApi({
      ...{ store: contracts, schema: contractSchema, plural: 'contracts' },
      missing: (userId) => new HttpError(404, 'CONTRACT_NOT_FOUND', `There is no contract of ${userId}.`),
    }),
  );

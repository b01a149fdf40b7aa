import middy from '@middy/core';
import * as z from 'zod';
import { type HttpResult, httpErrors, json } from '../../shared/middleware/http.ts';
import { logging } from '../../shared/middleware/logging.ts';
import { validateQuery, type WithInput } from '../../shared/middleware/validate.ts';
import { store } from '../callback-store.ts';
import { ownedEndpoint } from '../owned-endpoint.ts';

const querySchema = z.object({ endpointId: z.string().min(1).max(64), owner: z.email() });

/** GET ?endpointId&owner: how the endpoint does, and what became of each delivery. The secret is told by the registration and by a rotation alone. */
export const handler = middy<WithInput<z.infer<typeof querySchema>>, HttpResult>()
  .use(logging())
  .use(httpErrors())
  .use(validateQuery(querySchema))
  .handler(async ({ input }) => {
    const { endpointId, url, status, failures } = await ownedEndpoint(input, store);
    const deliveries = (await store.deliveriesOf(endpointId)).map(({ deliveryId, subject, outcome, state, attempts, last }) => ({
      ...{ deliveryId, subject, outcome, state, attempts, last },
    }));
    return json(200, { endpointId, url, status, failures, deliveries });
  });

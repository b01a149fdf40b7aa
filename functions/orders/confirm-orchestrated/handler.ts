import { ExecutionAlreadyExists, StartExecutionCommand } from '@aws-sdk/client-sfn';
import middy from '@middy/core';
import * as z from 'zod';
import { sfn } from '../../shared/clients/sfn.ts';
import { requiredEnv } from '../../shared/env.ts';
import { type HttpResult, httpErrors, json } from '../../shared/middleware/http.ts';
import { logging } from '../../shared/middleware/logging.ts';
import { validateBody, type WithInput } from '../../shared/middleware/validate.ts';
import { type ConfirmPurchaseInput, confirmPurchase, confirmPurchaseSchema } from '../confirm-purchase/core.ts';
import { type Purchased, purchasedSchema } from '../messages.ts';
import { beginOrder } from '../order-store.ts';

const stateMachineArn = requiredEnv('PURCHASE_STATE_MACHINE_ARN');

/**
 * The execution has the order's id for its name: a second click starts none. If the start fails, the buyer is told so and clicks again,
 * which finds the order and starts its execution. https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
 */
async function start(purchase: Purchased): Promise<void> {
  try {
    await sfn.send(new StartExecutionCommand({ stateMachineArn, name: purchase.orderId, input: JSON.stringify(purchase) }));
  } catch (error) {
    if (!(error instanceof ExecutionAlreadyExists)) throw error;
  }
}

/** What the name of an execution may be, where executions are logged; another would never start, and its order never end. */
const inputSchema = confirmPurchaseSchema.extend({
  orderId: z.string().regex(/^[\w-]{1,80}$/, 'letters, digits and _- only, 80 at most'),
});

/** POST {orderId, item, user, price, card, …}: 202 when the order is written and its execution started. */
export const handler = middy<WithInput<ConfirmPurchaseInput>, HttpResult>()
  .use(logging())
  .use(httpErrors())
  .use(validateBody(inputSchema))
  .handler(async (event) => {
    const answer = await confirmPurchase(event.input, {
      async beginOrder(order, message) {
        const known = await beginOrder(order, undefined);
        // as it is written down, whatever a second click says: the first one's start may have failed
        if (known === undefined || known.status === 'pending') await start(purchasedSchema.parse({ ...message, ...(known ?? order) }));
        return known;
      },
      now: Date.now,
    });
    return json(202, answer);
  });

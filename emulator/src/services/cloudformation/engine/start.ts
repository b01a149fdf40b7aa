import { randomUUID } from 'node:crypto';
import type { StackStatus } from '@aws-sdk/client-cloudformation';
import type { Context } from '../../service.ts';
import { storeOf } from '../store.ts';
import { createOperation, type Operation } from './operation.ts';

/** Starts an operation on a stack, which goes on after the caller has its answer. `failed` is where the stack stands if the engine itself fails. */
export function startOperation(
  context: Context,
  stackId: string,
  { clientRequestToken, failed }: { clientRequestToken?: string | undefined; failed: StackStatus },
  run: (operation: Operation) => Promise<void>,
): void {
  const { stack, account, region, principal, traceHeader } = context;
  const store = storeOf(stack);
  const operation = createOperation(stack, stackId, { account, region, principal, traceHeader });
  const { clientRequestToken: _, ...record } = operation.record();
  store.stacks.put(stackId, {
    ...record,
    operationId: randomUUID(),
    ...(clientRequestToken === undefined ? {} : { clientRequestToken }),
  });
  run(operation)
    .catch((error: unknown) => {
      if (!store.signal.aborted)
        operation.setStack(failed, `Internal failure of the embedded stack: ${error instanceof Error ? error.stack : error}`);
    })
    .finally(() => store.settle(stackId));
}

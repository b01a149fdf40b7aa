import type { Message } from '@aws-sdk/client-sqs';
import type { Timer } from '../../../clock/clock.ts';
import { debuggersOf } from '../../../runtime/debug/debuggers.ts';
import type { Delivery } from './deliver.ts';

/** A visibility timeout is begun anew when a third of it has gone by: a call that comes late has time left. */
const PARTS = 3;

/**
 * While a debugger is attached to the function, its messages stay invisible, however long a person looks at a breakpoint; otherwise
 * the queue would deliver them again meanwhile. Answers what ends that; they have a whole visibility timeout left then.
 */
export async function holdWhileDebugged(messages: Message[], delivery: Pick<Delivery, 'stack' | 'record' | 'queue' | 'over'>) {
  const { stack, record, queue, over } = delivery;
  const debuggers = debuggersOf(stack);
  const functionArn = record.functionArn.split(':').slice(0, 7).join(':');
  if (!debuggers.debugs(functionArn)) return () => {};
  const visibilityMs = await queue.visibilityMs();
  let timer: Timer | undefined;
  let released = visibilityMs === 0;
  const next = () => {
    if (released || over.aborted) return;
    timer = stack.clock.after(visibilityMs / PARTS, async () => {
      // a message that was deleted or received again by its own doing is no longer ours to hold
      if (debuggers.attachedTo(functionArn)) await queue.hold(messages, visibilityMs).catch(() => {});
      next();
    });
  };
  next();
  return () => {
    released = true;
    timer?.cancel();
  };
}

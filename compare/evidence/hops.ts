import type { Hop } from 'pushpull-emulator';
import type { Row } from '../rows.ts';

/** The functions of Users that send the mail, one an entrance. */
export const USERS_FUNCTION = /SendShareEmail/i;

/**
 * The hops of each share's message, oldest first: those under the id that the caller was given, and by push those of the function that SNS
 * started, which has an id of its own and is found by the trace. What else carries the trace says nothing of the message:
 * share-photo's own invocation, and the outcome's way home over ShareDeliveries.
 */
export function hopsByShare<T extends Pick<Hop, 'type' | 'resource' | 'messageId' | 'traceId'>>(
  rows: readonly Pick<Row, 'shareId' | 'mode' | 'messageId' | 'traceId'>[],
  hops: readonly T[],
): Map<string, T[]> {
  const shareOfMessage = new Map(rows.flatMap(({ messageId, shareId }) => (messageId ? [[messageId, shareId]] : [])));
  const shareOfTrace = new Map(rows.flatMap(({ mode, traceId, shareId }) => (mode === 'push' ? [[traceId, shareId]] : [])));
  const found = new Map<string, T[]>(rows.map(({ shareId }) => [shareId, []]));
  for (const hop of hops) {
    const started = hop.type.startsWith('lambda.') && USERS_FUNCTION.test(hop.resource ?? '');
    const shareId = shareOfMessage.get(hop.messageId ?? '') ?? (started ? shareOfTrace.get(hop.traceId ?? '') : undefined);
    if (shareId !== undefined) found.get(shareId)?.push(hop);
  }
  return found;
}

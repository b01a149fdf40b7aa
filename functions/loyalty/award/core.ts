import * as z from 'zod';
import { purchasedSchema } from '../../orders/messages.ts';

/** What EventBridge wraps an event in. https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-structure.html */
const envelope = z.object({ detail: purchasedSchema, 'replay-name': z.string().optional() });

export interface AwardDeps {
  /** False when this order's points were given before. */
  givePoints(orderId: string, user: string, points: number): Promise<boolean>;
  log(line: string, detail: Record<string, unknown>): void;
}

/** A point for each unit of money. What is replayed from the archive is an event as any other; that it was seen before is found here. */
export async function award(body: string, deps: AwardDeps): Promise<void> {
  const { detail, 'replay-name': replay } = envelope.parse(JSON.parse(body));
  const { orderId, user, price } = detail;
  const given = await deps.givePoints(orderId, user, Math.floor(price / 100));
  deps.log('awarded', { correlation_id: orderId, duplicate: !given, replay });
}

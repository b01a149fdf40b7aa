import { randomUUID } from 'node:crypto';
import type { Stack } from '../service.ts';
import { archive } from './archive.ts';
import { dispatcherOf } from './dispatcher.ts';
import type { BusEvent } from './event.ts';
import { matches } from './pattern.ts';
import { type Bus, type Delivery, type Rule, storeOf } from './store.ts';

export interface Accepting {
  traceHeader?: string | undefined;
  /** It comes from a rule of another bus. */
  forwarded?: boolean;
  /** Only these rules see it: those of a replay, or the one whose schedule fell due. */
  only?: Rule[];
}

/** Takes an event onto a bus: into its archives, and on its way to every target of every rule that matches. */
export function accept(stack: Stack, bus: Bus, event: BusEvent, { traceHeader, forwarded = false, only }: Accepting = {}): void {
  const hop = { resource: bus.arn, messageId: event.id, traceHeader };
  const named = { source: event.source, detailType: event['detail-type'] };
  const replay = event['replay-name'] === undefined ? {} : { replay: event['replay-name'] };
  const bytes = Buffer.byteLength(JSON.stringify(event));
  stack.events.emit({ type: 'events.put', ...hop, detail: { ...named, bytes, forwarded, ...replay } });
  archive(stack, bus, event, bytes, traceHeader);
  const deliveries: Delivery[] = [];
  for (const rule of only ?? storeOf(stack).rulesOf(bus.arn)) {
    if (rule.state === 'DISABLED' || !matches(stack, rule, event)) continue;
    stack.events.emit({ type: 'events.matched', ...hop, detail: { rule: rule.arn, targets: rule.targets.length } });
    deliveries.push(...deliveriesOf(stack, rule, event, { traceHeader, forwarded }));
  }
  dispatcherOf(stack).accept(deliveries);
}

export function deliveriesOf(
  stack: Stack,
  rule: Rule,
  event: BusEvent,
  { traceHeader, forwarded = false }: Pick<Accepting, 'traceHeader' | 'forwarded'> = {},
): Delivery[] {
  const now = stack.clock.now();
  return rule.targets.map(({ Id }) => ({
    id: randomUUID(),
    event,
    ruleArn: rule.arn,
    targetId: Id as string,
    attempts: 0,
    acceptedAt: now,
    dueAt: now,
    traceHeader,
    forwarded,
  }));
}

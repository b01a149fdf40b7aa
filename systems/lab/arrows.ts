import type { Hop } from 'pushpull-emulator';

/** Something went from one part to another; both by their resource's name, `caller` being whoever is outside. */
export interface Arrow {
  from: string;
  to: string;
}

export const CALLER = 'caller';

/**
 * Who handed something to whom, from the hops of a real run. A call carries the segment of the invocation that made it, as on AWS with
 * X-Ray, so that its sender is known and not guessed.
 */
export function arrowsOf(hops: readonly Hop[]): Arrow[] {
  const functionOf = new Map<string, string>();
  const arrows = new Map<string, Arrow>();
  const add = (from: unknown, to: unknown) => {
    // its sender began before anybody watched: it belongs to another walk
    if (from === undefined) return;
    const arrow = { from: nameOf(from), to: nameOf(to) };
    arrows.set(`${arrow.from}→${arrow.to}`, arrow);
  };
  for (const { type, resource, traceHeader, detail = {} } of hops) {
    const parent = traceHeader?.match(/Parent=([^;]+)/)?.[1];
    const known = functionOf.get(parent ?? '');
    // whoever invokes a function from outside without a trace is given one; nobody else is
    const sender = known ?? (parent === undefined || type === 'lambda.accepted' ? CALLER : undefined);
    switch (type) {
      case 'lambda.started':
        functionOf.set(String(detail.segment), nameOf(resource));
        break;
      case 'lambda.accepted':
        if (detail.by === undefined) add(sender, resource);
        break;
      case 'sqs.sent':
        if (detail.by === undefined) add(sender, resource);
        break;
      case 'sns.published':
        // an alarm of a stack speaks to its operators, not to another part
        if (!/-Alarms[0-9A-F]{8}-/.test(nameOf(resource))) add(sender, resource);
        break;
      case 'events.put':
        if (!detail.forwarded && !detail.replay) add(sender, resource);
        break;
      case 'sns.delivered':
      case 'events.delivered':
        add(resource, detail.endpoint);
        break;
      case 's3.notified':
        add(resource, detail.target);
        break;
      case 'esm.batch':
        add(detail.queue ?? detail.stream, resource);
        break;
    }
  }
  return [...arrows.values()];
}

/** `arn:aws:sqs:us-east-1:000000000000:Name` → Name; `…:function:Name:$LATEST` → Name; a stream → its table's name. */
function nameOf(resource: unknown): string {
  const text = String(resource);
  if (!text.startsWith('arn:')) return text;
  const rest = text.split(':').slice(5);
  const name = rest[0] === 'function' ? rest[1] : rest[0];
  return (name ?? text).replace(/^(table|event-bus)\//, '').replace(/\/stream\/.*$/, '');
}

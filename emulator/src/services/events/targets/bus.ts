import { randomUUID } from 'node:crypto';
import { accept } from '../accept.ts';
import { findBus } from '../find.ts';
import { allowsPut } from '../policy.ts';
import { type Send, TargetError } from './target.ts';

/**
 * Hands the event, unchanged, to another bus, of this account or of one whose policy lets this account put events. A bus of another
 * region gives it a new id. What came from another bus goes no further: AWS forwards once.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-account.html
 */
export const sendToBus: Send = async ({ stack, rule, target, event, traceHeader, forwarded }) => {
  const bus = findBus(stack, target.Arn ?? '');
  if (!bus) throw new TargetError('NO_RESOURCE', `Event bus ${target.Arn} does not exist.`);
  if (forwarded) {
    const code = bus.region === rule.region ? 'THIRD_ACCOUNT_HOP_DETECTED' : 'THIRD_REGION_HOP_DETECTED';
    throw new TargetError(code, 'An event that came from another bus is not sent to a third one.');
  }
  const putter = { account: rule.account, principal: target.RoleArn ?? `arn:aws:iam::${rule.account}:root` };
  if (!allowsPut(bus, putter, { source: event.source, detailType: event['detail-type'] }))
    throw new TargetError('NO_PERMISSIONS', `Not authorized to put events on ${bus.arn}.`);
  const id = bus.region === rule.region ? event.id : randomUUID();
  accept(stack, bus, { ...event, id }, { traceHeader, forwarded: true });
  return { downstreamId: id };
};

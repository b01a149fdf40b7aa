import type { RemovePermissionCommandInput, RemovePermissionCommandOutput } from '@aws-sdk/client-eventbridge';
import type { Operation } from '../../service.ts';
import { notFound } from '../errors.ts';
import { requireBus } from '../find.ts';
import { storeOf } from '../store.ts';

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_RemovePermission.html */
export const removePermission: Operation<RemovePermissionCommandInput, RemovePermissionCommandOutput> = (
  { StatementId, RemoveAllPermissions, EventBusName },
  context,
) => {
  const bus = requireBus(context, EventBusName);
  const kept = RemoveAllPermissions ? [] : bus.policy.filter(({ Sid }) => Sid !== StatementId);
  if (!RemoveAllPermissions && kept.length === bus.policy.length) throw notFound('Statement with the provided id does not exist.');
  storeOf(context.stack).buses.put(bus.arn, { ...bus, policy: kept, modifiedAt: context.stack.clock.now() });
  return {};
};

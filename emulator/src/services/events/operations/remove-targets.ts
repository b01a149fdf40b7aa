import type { RemoveTargetsCommandInput, RemoveTargetsCommandOutput } from '@aws-sdk/client-eventbridge';
import type { Operation } from '../../service.ts';
import { requireRule } from '../find.ts';
import { storeOf } from '../store.ts';

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_RemoveTargets.html */
export const removeTargets: Operation<RemoveTargetsCommandInput, RemoveTargetsCommandOutput> = (
  { Rule: name, EventBusName, Ids: ids = [] },
  context,
) => {
  const rule = requireRule(context, name, EventBusName);
  storeOf(context.stack).putRule({ ...rule, targets: rule.targets.filter(({ Id }) => !ids.includes(Id as string)) });
  return { FailedEntryCount: 0, FailedEntries: [] };
};

import type { PutTargetsCommandInput, PutTargetsCommandOutput } from '@aws-sdk/client-eventbridge';
import type { Operation } from '../../service.ts';
import { checkTarget } from '../check-target.ts';
import { constraint, limitExceeded } from '../errors.ts';
import { requireRule } from '../find.ts';
import { storeOf } from '../store.ts';

const MOST = 5;

/** Adds targets to a rule, or replaces those of the same id. https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutTargets.html */
export const putTargets: Operation<PutTargetsCommandInput, PutTargetsCommandOutput> = (
  { Rule: name, EventBusName, Targets: given },
  context,
) => {
  const rule = requireRule(context, name, EventBusName);
  if (!given?.length) throw constraint('[]', 'targets', 'Member must have length greater than or equal to 1');
  given.forEach((target, index) => {
    checkTarget(target, index + 1, rule);
  });
  const targets = new Map([...rule.targets, ...given].map((target) => [target.Id, target]));
  if (targets.size > MOST) throw limitExceeded();
  storeOf(context.stack).putRule({ ...rule, targets: [...targets.values()] });
  return { FailedEntryCount: 0, FailedEntries: [] };
};

import type { DeleteRuleCommandInput, DeleteRuleCommandOutput } from '@aws-sdk/client-eventbridge';
import type { Operation } from '../../service.ts';
import { checkName, validation } from '../errors.ts';
import { requireBus, ruleArnOf } from '../find.ts';
import { schedulerOf } from '../scheduler.ts';
import { storeOf } from '../store.ts';

/** A rule that is gone is no error. https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DeleteRule.html */
export const deleteRule: Operation<DeleteRuleCommandInput, DeleteRuleCommandOutput> = ({ Name: name, EventBusName }, context) => {
  checkName(name, 'name', 64);
  const bus = requireBus(context, EventBusName);
  const { stack } = context;
  const store = storeOf(stack);
  const rule = store.rules.get(ruleArnOf(bus, name));
  if (!rule) return {};
  if (rule.targets.length > 0) throw validation("Rule can't be deleted since it has targets.");
  store.deleteRule(rule.arn);
  schedulerOf(stack).arrange(rule.arn);
  return {};
};

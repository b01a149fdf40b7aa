import type { ListTargetsByRuleCommandInput, ListTargetsByRuleCommandOutput } from '@aws-sdk/client-eventbridge';
import type { Operation } from '../../service.ts';
import { requireRule } from '../find.ts';
import { page } from '../page.ts';

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListTargetsByRule.html */
export const listTargetsByRule: Operation<ListTargetsByRuleCommandInput, ListTargetsByRuleCommandOutput> = (input, context) => {
  const rule = requireRule(context, input.Rule, input.EventBusName);
  const { items, ...rest } = page(rule.targets, ({ Id }) => Id as string, input);
  return { Targets: items, ...rest };
};

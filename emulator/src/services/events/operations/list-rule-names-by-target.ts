import type { ListRuleNamesByTargetCommandInput, ListRuleNamesByTargetCommandOutput } from '@aws-sdk/client-eventbridge';
import type { Operation } from '../../service.ts';
import { requireBus } from '../find.ts';
import { page } from '../page.ts';
import { storeOf } from '../store.ts';

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListRuleNamesByTarget.html */
export const listRuleNamesByTarget: Operation<ListRuleNamesByTargetCommandInput, ListRuleNamesByTargetCommandOutput> = (input, context) => {
  const bus = requireBus(context, input.EventBusName);
  const rules = storeOf(context.stack)
    .rulesOf(bus.arn)
    .filter(({ targets }) => targets.some(({ Arn }) => Arn === input.TargetArn));
  const { items, ...rest } = page(rules, ({ name }) => name, input);
  return { RuleNames: items.map(({ name }) => name), ...rest };
};

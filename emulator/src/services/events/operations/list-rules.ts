import type { ListRulesCommandInput, ListRulesCommandOutput } from '@aws-sdk/client-eventbridge';
import type { Operation } from '../../service.ts';
import { requireBus } from '../find.ts';
import { page } from '../page.ts';
import { shownRule } from '../shown.ts';
import { storeOf } from '../store.ts';

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListRules.html */
export const listRules: Operation<ListRulesCommandInput, ListRulesCommandOutput> = (input, context) => {
  const bus = requireBus(context, input.EventBusName);
  const named = storeOf(context.stack)
    .rulesOf(bus.arn)
    .filter(({ name }) => name.startsWith(input.NamePrefix ?? ''));
  const { items, ...rest } = page(named, ({ arn }) => arn, input);
  return { Rules: items.map(shownRule), ...rest };
};

import type { ListEventBusesCommandInput, ListEventBusesCommandOutput } from '@aws-sdk/client-eventbridge';
import type { Operation } from '../../service.ts';
import { requireBus } from '../find.ts';
import { page } from '../page.ts';
import { shownBus } from '../shown.ts';
import { storeOf } from '../store.ts';

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListEventBuses.html */
export const listEventBuses: Operation<ListEventBusesCommandInput, ListEventBusesCommandOutput> = (input, context) => {
  const { stack, account, region } = context;
  requireBus(context);
  const own = [...storeOf(stack).buses.values()].filter((bus) => bus.account === account && bus.region === region);
  const named = own.filter(({ name }) => name.startsWith(input.NamePrefix ?? ''));
  const { items, ...rest } = page(named, ({ arn }) => arn, input);
  return { EventBuses: items.map(shownBus), ...rest };
};

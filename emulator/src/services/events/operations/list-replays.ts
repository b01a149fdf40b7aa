import type { ListReplaysCommandInput, ListReplaysCommandOutput } from '@aws-sdk/client-eventbridge';
import type { Operation } from '../../service.ts';
import { page } from '../page.ts';
import { shownReplay } from '../shown.ts';
import { storeOf } from '../store.ts';

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListReplays.html */
export const listReplays: Operation<ListReplaysCommandInput, ListReplaysCommandOutput> = (input, context) => {
  const { NamePrefix = '', EventSourceArn, State } = input;
  const { stack, account, region } = context;
  const found = [...storeOf(stack).replays.values()].filter(
    (replay) =>
      replay.account === account &&
      replay.region === region &&
      replay.name.startsWith(NamePrefix) &&
      (!EventSourceArn || replay.archiveArn === EventSourceArn) &&
      (!State || replay.state === State),
  );
  const { items, ...rest } = page(found, ({ arn }) => arn, input);
  return { Replays: items.map(shownReplay), ...rest };
};

import type { ListArchivesCommandInput, ListArchivesCommandOutput } from '@aws-sdk/client-eventbridge';
import type { Operation } from '../../service.ts';
import { shownArchive } from '../archive.ts';
import { requireBus } from '../find.ts';
import { page } from '../page.ts';
import { storeOf } from '../store.ts';

/** Every archive is ENABLED: it has no other state here. https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListArchives.html */
export const listArchives: Operation<ListArchivesCommandInput, ListArchivesCommandOutput> = (input, context) => {
  const { NamePrefix = '', EventSourceArn, State } = input;
  if (EventSourceArn) requireBus(context, EventSourceArn);
  const { stack, account, region } = context;
  const found = [...storeOf(stack).archives.values()].filter(
    (archive) =>
      archive.account === account &&
      archive.region === region &&
      archive.name.startsWith(NamePrefix) &&
      (!EventSourceArn || archive.busArn === EventSourceArn) &&
      (!State || State === 'ENABLED'),
  );
  const { items, ...rest } = page(found, ({ arn }) => arn, input);
  return { Archives: items.map((archive) => shownArchive(stack, archive)), ...rest };
};

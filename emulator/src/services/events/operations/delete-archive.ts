import type { DeleteArchiveCommandInput, DeleteArchiveCommandOutput } from '@aws-sdk/client-eventbridge';
import type { Operation } from '../../service.ts';
import { requireArchive } from '../find.ts';
import { retentionOf } from '../retention.ts';
import { storeOf } from '../store.ts';

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DeleteArchive.html */
export const deleteArchive: Operation<DeleteArchiveCommandInput, DeleteArchiveCommandOutput> = ({ ArchiveName }, context) => {
  const archive = requireArchive(context, ArchiveName);
  const store = storeOf(context.stack);
  for (const archived of store.archivedOf(archive.arn)) store.deleteArchived(archived);
  store.archives.delete(archive.arn);
  retentionOf(context.stack).arrange(archive.arn);
  return {};
};

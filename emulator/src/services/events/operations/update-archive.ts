import type { UpdateArchiveCommandInput, UpdateArchiveCommandOutput } from '@aws-sdk/client-eventbridge';
import type { Operation } from '../../service.ts';
import { validation } from '../errors.ts';
import { requireArchive } from '../find.ts';
import { checkPattern } from '../pattern.ts';
import { retentionOf } from '../retention.ts';
import { storeOf } from '../store.ts';

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_UpdateArchive.html */
export const updateArchive: Operation<UpdateArchiveCommandInput, UpdateArchiveCommandOutput> = (input, context) => {
  const { ArchiveName, Description, EventPattern: pattern, RetentionDays, KmsKeyIdentifier } = input;
  if (Description === undefined && pattern === undefined && RetentionDays === undefined && KmsKeyIdentifier === undefined)
    throw validation('At least one of EventPattern, RetentionDays or Description must be provided.');
  const archive = requireArchive(context, ArchiveName);
  if (pattern) checkPattern(pattern);
  storeOf(context.stack).archives.put(archive.arn, {
    ...archive,
    ...(Description === undefined ? {} : { description: Description }),
    ...(pattern === undefined ? {} : { pattern: pattern || undefined }),
    ...(RetentionDays === undefined ? {} : { retentionDays: RetentionDays }),
    ...(KmsKeyIdentifier === undefined ? {} : { kmsKeyIdentifier: KmsKeyIdentifier || undefined }),
  });
  retentionOf(context.stack).arrange(archive.arn);
  return { ArchiveArn: archive.arn, State: 'ENABLED', CreationTime: new Date(archive.createdAt) };
};

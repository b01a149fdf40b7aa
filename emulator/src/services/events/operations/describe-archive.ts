import type { DescribeArchiveCommandInput, DescribeArchiveCommandOutput } from '@aws-sdk/client-eventbridge';
import type { Operation } from '../../service.ts';
import { shownArchive } from '../archive.ts';
import { requireArchive } from '../find.ts';

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_DescribeArchive.html */
export const describeArchive: Operation<DescribeArchiveCommandInput, DescribeArchiveCommandOutput> = ({ ArchiveName }, context) => {
  const archive = requireArchive(context, ArchiveName);
  return {
    ...shownArchive(context.stack, archive),
    ArchiveArn: archive.arn,
    Description: archive.description,
    EventPattern: archive.pattern,
    KmsKeyIdentifier: archive.kmsKeyIdentifier,
  };
};

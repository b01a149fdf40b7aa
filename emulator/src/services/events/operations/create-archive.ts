import type { CreateArchiveCommandInput, CreateArchiveCommandOutput } from '@aws-sdk/client-eventbridge';
import type { Operation } from '../../service.ts';
import { alreadyExists, checkName, constraint } from '../errors.ts';
import { archiveArnOf, requireBus } from '../find.ts';
import { checkPattern } from '../pattern.ts';
import { storeOf } from '../store.ts';

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_CreateArchive.html */
export const createArchive: Operation<CreateArchiveCommandInput, CreateArchiveCommandOutput> = (input, context) => {
  const { ArchiveName: name, EventSourceArn, Description, EventPattern: pattern, RetentionDays = 0, KmsKeyIdentifier } = input;
  checkName(name, 'archiveName', 48);
  if (!EventSourceArn) throw constraint('null', 'eventSourceArn', 'Member must not be null');
  if (RetentionDays < 0) throw constraint(RetentionDays, 'retentionDays', 'Member must have value greater than or equal to 0');
  const bus = requireBus(context, EventSourceArn);
  const { stack, account, region } = context;
  const { archives } = storeOf(stack);
  const arn = archiveArnOf(context, name);
  if (archives.has(arn)) throw alreadyExists(`Archive ${name} already exists.`);
  if (pattern) checkPattern(pattern);
  const createdAt = stack.clock.now();
  archives.put(arn, {
    arn,
    name,
    account,
    region,
    busArn: bus.arn,
    description: Description,
    pattern: pattern || undefined,
    retentionDays: RetentionDays,
    kmsKeyIdentifier: KmsKeyIdentifier || undefined,
    createdAt,
  });
  return { ArchiveArn: arn, State: 'ENABLED', CreationTime: new Date(createdAt) };
};

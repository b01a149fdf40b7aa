import type { CreateLogStreamCommandInput, CreateLogStreamCommandOutput } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../service.ts';
import { alreadyExists, invalidParameter } from '../errors.ts';
import { groupKey, groupOf, streamKey, streamsOf } from '../store.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogStream.html */
export const createLogStream: Operation<CreateLogStreamCommandInput, CreateLogStreamCommandOutput> = (input, context) => {
  const group = groupOf({ logGroupName: input.logGroupName }, context);
  const name = input.logStreamName ?? '';
  if (!/^[^:*]{1,512}$/.test(name))
    throw invalidParameter(
      `1 validation error detected: Value '${name}' at 'logStreamName' failed to satisfy constraint: Member must satisfy regular expression pattern: [^:*]*`,
    );
  const key = groupKey(context, group.name);
  if (streamsOf(context).has(streamKey(key, name))) throw alreadyExists('stream');
  streamsOf(context).put(streamKey(key, name), { group: key, name, created: Math.floor(context.stack.clock.now()) });
  return {};
};

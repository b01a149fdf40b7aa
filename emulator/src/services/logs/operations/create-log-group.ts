import type { CreateLogGroupCommandInput, CreateLogGroupCommandOutput } from '@aws-sdk/client-cloudwatch-logs';
import type { Operation } from '../../service.ts';
import { alreadyExists, invalidParameter } from '../errors.ts';
import { putGroup } from '../lines.ts';
import { groupKey, groupsOf } from '../store.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html */
export const createLogGroup: Operation<CreateLogGroupCommandInput, CreateLogGroupCommandOutput> = (input, context) => {
  const name = input.logGroupName ?? '';
  if (!/^[\w./#-]{1,512}$/.test(name))
    throw invalidParameter(
      `1 validation error detected: Value '${name}' at 'logGroupName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_/#A-Za-z0-9]+`,
    );
  if (groupsOf(context).has(groupKey(context, name))) throw alreadyExists('group');
  const { account, region } = context;
  const created = Math.floor(context.stack.clock.now());
  putGroup(
    { account, region, name, created, kmsKeyId: input.kmsKeyId, logGroupClass: input.logGroupClass ?? 'STANDARD', tags: input.tags ?? {} },
    context,
  );
  return {};
};

import type { LogGroup, LogStream } from '@aws-sdk/client-cloudwatch-logs';
import type { JournalTable } from '../../journal/journal.ts';
import type { Context } from '../service.ts';
import { groupNotFound, invalidParameter } from './errors.ts';

export interface GroupRecord {
  account: string;
  region: string;
  name: string;
  created: number;
  retentionInDays?: number | undefined;
  kmsKeyId?: string | undefined;
  logGroupClass: string;
  tags: Record<string, string>;
}

export interface StreamRecord {
  /** Key of the group. */
  group: string;
  name: string;
  created: number;
  lastIngestion?: number | undefined;
}

export const groupsOf = (context: Context): JournalTable<GroupRecord> => context.stack.journal.table('logs.groups');
export const streamsOf = (context: Context): JournalTable<StreamRecord> => context.stack.journal.table('logs.streams');
export const groupKey = (context: Pick<Context, 'account' | 'region'>, name: string) => `${context.account}/${context.region}/${name}`;
/** A stream's name holds no colon. */
export const streamKey = (group: string, name: string) => `${group}:${name}`;
const groupArn = ({ account, region, name }: GroupRecord) => `arn:aws:logs:${region}:${account}:log-group:${name}`;

/** A group by name, or by an identifier, which may be its ARN. */
export function groupOf(
  input: { logGroupName?: string | undefined; logGroupIdentifier?: string | undefined },
  context: Context,
): GroupRecord {
  if (input.logGroupName !== undefined && input.logGroupIdentifier !== undefined)
    throw invalidParameter('Only one of the following parameters can be specified: logGroupName, logGroupIdentifier');
  const given = input.logGroupName ?? input.logGroupIdentifier ?? '';
  const group = groupsOf(context).get(groupKey(context, nameIn(given)));
  if (!group) throw groupNotFound();
  return group;
}

/** The group's name in an ARN, with or without `:*`. */
export const nameIn = (arnOrName: string) => arnOrName.match(/^arn:[^:]+:logs:[^:]+:\d{12}:log-group:([^:]+)(?::\*)?$/)?.[1] ?? arnOrName;

export const groupsHere = (context: Context) =>
  [...groupsOf(context).values()]
    .filter((group) => group.account === context.account && group.region === context.region)
    .sort((a, b) => (a.name < b.name ? -1 : 1));

export function streamsIn(group: GroupRecord, context: Context): StreamRecord[] {
  const key = groupKey(group, group.name);
  return [...streamsOf(context).values()].filter((stream) => stream.group === key).sort((a, b) => (a.name < b.name ? -1 : 1));
}

export function showGroup(group: GroupRecord, storedBytes: number, metricFilterCount: number): LogGroup {
  return {
    logGroupName: group.name,
    creationTime: group.created,
    retentionInDays: group.retentionInDays,
    metricFilterCount,
    arn: `${groupArn(group)}:*`,
    storedBytes,
    kmsKeyId: group.kmsKeyId,
    logGroupClass: group.logGroupClass as LogGroup['logGroupClass'],
    logGroupArn: groupArn(group),
  };
}

export function showStream(
  stream: StreamRecord,
  group: GroupRecord,
  times: { first?: number | undefined; last?: number | undefined },
): LogStream {
  return {
    logStreamName: stream.name,
    creationTime: stream.created,
    firstEventTimestamp: times.first,
    lastEventTimestamp: times.last,
    lastIngestionTime: stream.lastIngestion,
    uploadSequenceToken: '49039859556228900000000000000000000000000000000000000000',
    arn: `${groupArn(group)}:log-stream:${stream.name}`,
    storedBytes: 0,
  };
}

/** One page of a list, by the number it starts with. */
export function page<T>(all: T[], nextToken: string | undefined, limit: number): { items: T[]; nextToken?: string } {
  const start = Number(nextToken ?? 0);
  if (!Number.isInteger(start) || start < 0) throw invalidParameter('The specified nextToken is invalid.');
  const end = start + limit;
  return { items: all.slice(start, end), ...(end < all.length ? { nextToken: String(end) } : {}) };
}

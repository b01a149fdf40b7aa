import { CloudWatchClient, paginateDescribeAlarms } from '@aws-sdk/client-cloudwatch';
import { CloudWatchLogsClient, DeleteLogGroupCommand, paginateDescribeLogGroups } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient, paginateListTables } from '@aws-sdk/client-dynamodb';
import { IAMClient, paginateListRoles } from '@aws-sdk/client-iam';
import { LambdaClient, paginateListFunctions } from '@aws-sdk/client-lambda';
import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { paginateListTopics, SNSClient } from '@aws-sdk/client-sns';
import { paginateListQueues, SQSClient } from '@aws-sdk/client-sqs';
import type { ClientSettings } from './aws.ts';
import type { DeployedStack } from './stacks.ts';
import { stillThere } from './still-there.ts';

/** Deletes log groups that functions of these stacks made after their stack was gone, as a late log line does. Answers their names. */
export async function deleteLogGroups(clients: ClientSettings, stackNames: string[]): Promise<string[]> {
  const client = new CloudWatchLogsClient(clients);
  const names = await logGroups(client, stackNames);
  for (const logGroupName of names) await client.send(new DeleteLogGroupCommand({ logGroupName }));
  return names;
}

async function logGroups(client: CloudWatchLogsClient, stackNames: string[]): Promise<string[]> {
  const names: string[] = [];
  for (const stack of stackNames)
    for (const logGroupNamePrefix of [`${stack}-`, `/aws/lambda/${stack}-`])
      for await (const { logGroups: found = [] } of paginateDescribeLogGroups({ client }, { logGroupNamePrefix }))
        names.push(...found.map(({ logGroupName = '' }) => logGroupName));
  return names;
}

/**
 * What is still there of these stacks, asked of each service: by its own id, and, as CloudFormation names most things after the stack, by
 * name. Not asked of the tagging API, which remembers deleted things for a while.
 */
export async function leftOvers(clients: ClientSettings, stacks: Pick<DeployedStack, 'name' | 'resources'>[]): Promise<string[]> {
  const found = await stillThere(clients, stacks);
  const stackNames = stacks.map(({ name }) => name);
  const note = (kind: string, name: string | undefined) => {
    const own = name?.split(/[:/]/).at(-1)?.toLowerCase() ?? '';
    if (stackNames.some((stack) => own.startsWith(`${stack.toLowerCase()}-`))) found.push(`${kind} ${name}`);
  };
  for await (const { Functions = [] } of paginateListFunctions({ client: new LambdaClient(clients) }, {}))
    for (const { FunctionName } of Functions) note('function', FunctionName);
  for await (const { QueueUrls = [] } of paginateListQueues({ client: new SQSClient(clients) }, { MaxResults: 1000 }))
    for (const url of QueueUrls) note('queue', url);
  for await (const { Topics = [] } of paginateListTopics({ client: new SNSClient(clients) }, {}))
    for (const { TopicArn } of Topics) note('topic', TopicArn);
  for await (const { TableNames = [] } of paginateListTables({ client: new DynamoDBClient(clients) }, {}))
    for (const name of TableNames) note('table', name);
  for await (const { MetricAlarms = [] } of paginateDescribeAlarms({ client: new CloudWatchClient(clients) }, {}))
    for (const { AlarmName } of MetricAlarms) note('alarm', AlarmName);
  for await (const { Roles = [] } of paginateListRoles({ client: new IAMClient(clients) }, {}))
    for (const { RoleName } of Roles) note('role', RoleName);
  const { Buckets = [] } = await new S3Client(clients).send(new ListBucketsCommand({}));
  for (const { Name } of Buckets) note('bucket', Name);
  for (const name of await logGroups(new CloudWatchLogsClient(clients), stackNames)) note('log group', name);
  return found;
}

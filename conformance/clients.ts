import { CloudFormation } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDB } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreams } from '@aws-sdk/client-dynamodb-streams';
import { EventBridge } from '@aws-sdk/client-eventbridge';
import { IAM } from '@aws-sdk/client-iam';
import { Lambda } from '@aws-sdk/client-lambda';
import { S3 } from '@aws-sdk/client-s3';
import { SNS } from '@aws-sdk/client-sns';
import { SQS } from '@aws-sdk/client-sqs';
import { STS } from '@aws-sdk/client-sts';

/** Where the suite is run. */
export interface Target {
  /** `embedded`, `localstack` or a name for the person who runs it. */
  name: string;
  endpoint: string;
  region: string;
  credentials: { accessKeyId: string; secretAccessKey: string };
  /** How much faster than AWS's the stack's own waits are (retries after minutes); 1 if it keeps AWS's. */
  timeScale?: number;
}

export type Clients = ReturnType<typeof clientsOf>;

/** Longer than any call may take, a long poll or a function's whole time; without it a case's end would wait for ever for a stack that hangs. */
const ANSWER_MS = 120_000;

/** SDK clients of every service that the suite asks, each call tried once: a retry would hide an error that a caller gets. */
export function clientsOf({ endpoint, region, credentials }: Pick<Target, 'endpoint' | 'region' | 'credentials'>) {
  const settings = {
    endpoint,
    region,
    credentials,
    maxAttempts: 1,
    requestHandler: { requestTimeout: ANSWER_MS, throwOnRequestTimeout: true },
  };
  const clients = {
    cloudformation: new CloudFormation(settings),
    dynamodb: new DynamoDB(settings),
    dynamodbStreams: new DynamoDBStreams(settings),
    events: new EventBridge(settings),
    iam: new IAM(settings),
    lambda: new Lambda(settings),
    logs: new CloudWatchLogs(settings),
    s3: new S3({ ...settings, forcePathStyle: true }),
    sns: new SNS(settings),
    sqs: new SQS(settings),
    sts: new STS(settings),
  };
  const destroy = () => {
    for (const client of Object.values(clients)) client.destroy();
  };
  return { ...clients, settings, destroy };
}

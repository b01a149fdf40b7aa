import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Lab } from './lab.ts';

/** The AWS API as whoever operates the app uses it: to redrive, to replay, to look into a table. */
export interface Operator {
  sqs: SQSClient;
  sns: SNSClient;
  lambda: LambdaClient;
  events: EventBridgeClient;
  tables: DynamoDBDocumentClient;
  streams: DynamoDBStreamsClient;
}

const operators = new WeakMap<Lab['target'], Operator>();

export function operatorOf({ target }: Lab): Operator {
  const known = operators.get(target);
  if (known) return known;
  const { endpoint, region, credentials } = target;
  const settings = { region, ...(endpoint ? { endpoint } : {}), ...(credentials ? { credentials } : {}) };
  const made = {
    sqs: new SQSClient(settings),
    sns: new SNSClient(settings),
    lambda: new LambdaClient(settings),
    events: new EventBridgeClient(settings),
    tables: DynamoDBDocumentClient.from(new DynamoDBClient(settings)),
    streams: new DynamoDBStreamsClient(settings),
  };
  operators.set(target, made);
  return made;
}

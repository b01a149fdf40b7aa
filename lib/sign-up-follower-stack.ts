import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { DataTable } from './constructs/data-table.ts';
import { ServiceFunction } from './constructs/service-function.ts';
import { SubscriberQueue } from './constructs/subscriber-queue.ts';

const TIMEOUT = Duration.seconds(10);

/** The ladder's steps are 2, 4, 8, 16, 32, 60, 60 s: a message lives through two minutes of its third party's absence, or three. */
const MAX_RECEIVES = 8;

export interface SignUpFollowerStackProps extends StackProps {
  userSignedUpTopic: sns.ITopic;
  /** The function's id, and the bundle that it runs. */
  functionId: string;
  bundle: string;
  description: string;
  /** The follower's name, which its queue has: Newsletter. */
  follower: string;
  /** What it remembers of each account, and the variable that tells the function its name. */
  table: { id: string; variable: string };
  /** The third party it depends on, and the variable for its address. */
  api: { url: string; variable: string; signedFunctionArn?: string };
}

/** A service that does one thing for each who signs up, with its own queue, table and pace. Sign-up does not know that it is there. */
export class SignUpFollowerStack extends Stack {
  constructor(scope: Construct, id: string, props: SignUpFollowerStackProps) {
    super(scope, id, props);
    const { follower, api } = props;
    const table = new DataTable(this, props.table.id, { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } });
    const consumer = new ServiceFunction(this, props.functionId, {
      bundle: props.bundle,
      description: props.description,
      timeout: TIMEOUT,
      runbook: 'provider-outage',
      environment: { [props.table.variable]: table.tableName, [api.variable]: api.url },
    })
      .allow(['dynamodb:GetItem', 'dynamodb:PutItem'], [table.tableArn])
      .mayCallThirdParties(api.signedFunctionArn);
    const { queue, deadLetters } = new SubscriberQueue(this, `${follower}Queue`, {
      topic: props.userSignedUpTopic,
      consumer,
      consumerTimeout: TIMEOUT,
      only: { type: ['UserSignedUp'] },
      maxReceives: MAX_RECEIVES,
    });
    new CfnOutput(this, `${follower}QueueUrl`, { value: queue.queueUrl });
    new CfnOutput(this, `${follower}DeadLettersUrl`, { value: deadLetters.queueUrl });
    new CfnOutput(this, `${follower}DeadLettersArn`, { value: deadLetters.queueArn });
  }
}

import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as sns from 'aws-cdk-lib/aws-sns';
import { LambdaSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { AsyncInvocations } from './constructs/async-invocations.ts';
import { DataTable } from './constructs/data-table.ts';
import { DeadLetters } from './constructs/dead-letters.ts';
import { EventTopic } from './constructs/event-topic.ts';
import { ServiceFunction } from './constructs/service-function.ts';
import { WorkQueue } from './constructs/work-queue.ts';
import type { ThirdPartyProps } from './third-party-props.ts';

const TIMEOUT = Duration.seconds(10);

/** Users sends the share's mail. It owns three entrances to the same work, and the topic that says what became of it. */
export class UsersStack extends Stack {
  readonly sendShareEmail: lambda.IFunction;
  readonly shareRequestsTopic: sns.ITopic;
  readonly shareRequestsQueue: sqs.IQueue;
  readonly shareDeliveriesTopic: sns.ITopic;
  readonly deliveries: dynamodb.ITable;

  constructor(scope: Construct, id: string, props: ThirdPartyProps) {
    super(scope, id, props);
    const deliveries = new DataTable(this, 'Deliveries', {
      partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING },
      timeToLiveAttribute: 'expiration',
    });
    const outcomes = new EventTopic(this, 'ShareDeliveries');

    const sender = (entrance: 'direct' | 'sns' | 'sqs', functionId: string, description: string) =>
      new ServiceFunction(this, functionId, {
        bundle: `users/send-share-email-${entrance}`,
        description,
        timeout: TIMEOUT,
        runbook: 'provider-outage',
        environment: {
          DELIVERIES_TABLE_NAME: deliveries.tableName,
          EMAIL_API_URL: `${props.thirdPartyUrl}email`,
          SHARE_DELIVERIES_TOPIC_ARN: outcomes.topicArn,
        },
      })
        .allow(['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'], [deliveries.tableArn])
        .allow(['sns:Publish'], [outcomes.topicArn])
        .mayCallThirdParties(props.thirdPartyArn);

    const direct = sender('direct', 'SendShareEmailDirect', 'Sends a share mail: invoked by name, waiting (sync) or not (async)');
    const directAsync = new AsyncInvocations(this, 'SendShareEmailDirectAsync', direct);

    const pushed = sender('sns', 'SendShareEmailSns', 'Sends a share mail: started by the topic ShareRequests (push)');
    const pushedAsync = new AsyncInvocations(this, 'SendShareEmailSnsAsync', pushed);
    const topic = new EventTopic(this, 'ShareRequests');
    const undeliverable = new DeadLetters(this, 'ShareRequestsUndeliverable', 'the topic ShareRequests could not start its function');
    topic.addSubscription(new LambdaSubscription(pushed.function, { deadLetterQueue: undeliverable.queue }));

    const pulled = sender('sqs', 'SendShareEmailSqs', 'Sends a share mail: fed by the queue ShareRequests (pull)');
    const requests = new WorkQueue(this, 'ShareRequestsQueue', TIMEOUT);
    requests.consumeWith(pulled.function);

    this.sendShareEmail = direct.function;
    this.shareRequestsTopic = topic;
    this.shareRequestsQueue = requests.queue;
    this.shareDeliveriesTopic = outcomes;
    this.deliveries = deliveries;

    new CfnOutput(this, 'SendShareEmailDirectName', { value: direct.function.functionName });
    new CfnOutput(this, 'SendShareEmailSnsName', { value: pushed.function.functionName });
    new CfnOutput(this, 'SendShareEmailSqsName', { value: pulled.function.functionName });
    new CfnOutput(this, 'SendShareEmailDirectDeadLettersUrl', { value: directAsync.deadLetters.queueUrl });
    new CfnOutput(this, 'SendShareEmailSnsDeadLettersUrl', { value: pushedAsync.deadLetters.queueUrl });
    new CfnOutput(this, 'ShareRequestsTopicArn', { value: topic.topicArn });
    new CfnOutput(this, 'ShareRequestsQueueUrl', { value: requests.queue.queueUrl });
    new CfnOutput(this, 'ShareDeliveriesTopicArn', { value: outcomes.topicArn });
    new CfnOutput(this, 'DeliveriesTableName', { value: deliveries.tableName });
  }
}

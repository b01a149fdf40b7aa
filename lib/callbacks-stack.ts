import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as sns from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import { receivesOf } from './callback-ladder.ts';
import { DataTable } from './constructs/data-table.ts';
import { DeadLetters } from './constructs/dead-letters.ts';
import { behindUrl, openToHttp } from './constructs/http-entrance.ts';
import { ServiceFunction } from './constructs/service-function.ts';
import { WorkQueue } from './constructs/work-queue.ts';
import { settingsOf } from './settings.ts';
import type { ThirdPartyProps } from './third-party-props.ts';

const TIMEOUT = Duration.seconds(10);

/** Outlives a minute's outage many times over (functions/shared/retry-later.ts). */
const PATIENT_RECEIVES = 20;

export interface CallbacksStackProps extends ThirdPartyProps {
  shareDeliveriesTopic: sns.ITopic;
}

/** Tells clients what became of their shares, by calling the URLs they registered. */
export class CallbacksStack extends Stack {
  constructor(scope: Construct, id: string, props: CallbacksStackProps) {
    super(scope, id, props);
    const { callbackAllow = '', callbackLadder } = settingsOf(this);
    const table = new DataTable(this, 'Callbacks', {
      partitionKey: { name: 'pk', type: dynamodb.AttributeType.STRING },
      sortKey: { name: 'sk', type: dynamodb.AttributeType.STRING },
    });
    const outcomes = new WorkQueue(this, 'CallbackOutcomesQueue', TIMEOUT, PATIENT_RECEIVES);
    const deliveries = new WorkQueue(this, 'CallbackDeliveriesQueue', TIMEOUT, receivesOf(callbackLadder));
    const notices = new WorkQueue(this, 'EndpointNoticesQueue', TIMEOUT, PATIENT_RECEIVES);
    const environment = { CALLBACKS_TABLE_NAME: table.tableName, CALLBACK_DELIVERIES_QUEUE_URL: deliveries.queue.queueUrl };

    const undeliverable = new DeadLetters(
      this,
      'CallbackOutcomesUndeliverable',
      'the topic ShareDeliveries could not reach the queue of Callbacks',
    );
    props.shareDeliveriesTopic.addSubscription(
      new SqsSubscription(outcomes.queue, { rawMessageDelivery: true, deadLetterQueue: undeliverable.queue }),
    );

    const register = new ServiceFunction(this, 'RegisterCallback', {
      bundle: 'callbacks/register-callback',
      description: 'Registers whom to call when a share is through',
      timeout: TIMEOUT,
      environment: { ...environment, CALLBACK_ALLOW: callbackAllow },
      ...behindUrl(this),
    });
    register.allow(['dynamodb:GetItem', 'dynamodb:PutItem'], [table.tableArn]).allow(['sqs:SendMessage'], [deliveries.queue.queueArn]);
    openToHttp(this, register, 'RegisterCallbackUrl', [lambda.HttpMethod.POST]);

    const fanOut = new ServiceFunction(this, 'FanOutCallbacks', {
      bundle: 'callbacks/fan-out-callbacks',
      description: 'Makes a delivery of an outcome for each endpoint that asked for it',
      timeout: TIMEOUT,
      environment,
    });
    fanOut
      .allow(['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'], [table.tableArn])
      .allow(['sqs:SendMessage'], [deliveries.queue.queueArn])
      .allow(['sqs:ChangeMessageVisibility', 'sqs:GetQueueUrl'], [outcomes.queue.queueArn]);
    outcomes.consumeWith(fanOut.function);

    const deliver = new ServiceFunction(this, 'DeliverCallback', {
      bundle: 'callbacks/deliver-callback',
      description: 'Calls an endpoint, on a ladder; disables one that is dead',
      timeout: TIMEOUT,
      environment: {
        ...environment,
        CALLBACK_ALLOW: callbackAllow,
        CALLBACK_LADDER_S: callbackLadder,
        ENDPOINT_NOTICES_QUEUE_URL: notices.queue.queueUrl,
      },
    });
    deliver
      .allow(['dynamodb:GetItem', 'dynamodb:UpdateItem'], [table.tableArn])
      .allow(['sqs:ChangeMessageVisibility'], [deliveries.queue.queueArn])
      .allow(['sqs:SendMessage'], [notices.queue.queueArn]);
    deliveries.consumeWith(deliver.function);

    const tell = new ServiceFunction(this, 'TellOwner', {
      bundle: 'callbacks/tell-owner',
      description: 'Writes to the owner of an endpoint that was disabled',
      timeout: TIMEOUT,
      runbook: 'provider-outage',
      environment: { EMAIL_API_URL: `${props.thirdPartyUrl}email` },
    });
    tell.allow(['sqs:ChangeMessageVisibility', 'sqs:GetQueueUrl'], [notices.queue.queueArn]).mayCallThirdParties(props.thirdPartyArn);
    notices.consumeWith(tell.function);

    const replay = new ServiceFunction(this, 'ReplayCallbacks', {
      bundle: 'callbacks/replay-callbacks',
      description: 'Takes an endpoint into service again and delivers what it missed',
      timeout: Duration.seconds(30),
      environment,
      ...behindUrl(this),
    });
    replay
      .allow(['dynamodb:GetItem', 'dynamodb:UpdateItem', 'dynamodb:Query'], [table.tableArn])
      .allow(['sqs:SendMessage'], [deliveries.queue.queueArn]);
    openToHttp(this, replay, 'ReplayCallbacksUrl', [lambda.HttpMethod.POST]);

    const rotate = new ServiceFunction(this, 'RotateCallbackSecret', {
      bundle: 'callbacks/rotate-secret',
      description: 'Gives an endpoint another secret; the old one goes on for a while',
      timeout: TIMEOUT,
      environment: { CALLBACKS_TABLE_NAME: table.tableName },
      ...behindUrl(this),
    });
    rotate.allow(['dynamodb:GetItem', 'dynamodb:UpdateItem'], [table.tableArn]);
    openToHttp(this, rotate, 'RotateCallbackSecretUrl', [lambda.HttpMethod.POST]);

    const get = new ServiceFunction(this, 'GetCallbacks', {
      bundle: 'callbacks/get-callbacks',
      description: 'Answers how an endpoint does, and what became of each delivery',
      timeout: TIMEOUT,
      environment: { CALLBACKS_TABLE_NAME: table.tableName },
      ...behindUrl(this),
    });
    get.allow(['dynamodb:GetItem', 'dynamodb:Query'], [table.tableArn]);
    openToHttp(this, get, 'GetCallbacksUrl', [lambda.HttpMethod.GET]);

    new CfnOutput(this, 'CallbackDeliveriesQueueUrl', { value: deliveries.queue.queueUrl });
    new CfnOutput(this, 'CallbackOutcomesQueueUrl', { value: outcomes.queue.queueUrl });
    new CfnOutput(this, 'EndpointNoticesQueueUrl', { value: notices.queue.queueUrl });
    new CfnOutput(this, 'CallbacksTableName', { value: table.tableName });
  }
}

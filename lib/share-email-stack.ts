import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as sns from 'aws-cdk-lib/aws-sns';
import { SubscriptionFilter } from 'aws-cdk-lib/aws-sns';
import { SqsSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import { DeadLetters } from './constructs/dead-letters.ts';
import { behindUrl, openToHttp } from './constructs/http-entrance.ts';
import { ServiceFunction } from './constructs/service-function.ts';
import { SubscriberQueue } from './constructs/subscriber-queue.ts';
import { WorkQueue } from './constructs/work-queue.ts';
import type { ThirdPartyProps } from './third-party-props.ts';

const TIMEOUT = Duration.seconds(10);

/** The worker has a ladder of its own, whose first steps are short. */
const WORKER_RECEIVES = 8;

export interface ShareEmailStackProps extends ThirdPartyProps {
  photoSharedTopic: sns.ITopic;
  shareDeliveriesTopic: sns.ITopic;
  deliveries: dynamodb.ITable;
}

/**
 * Users as a listener: it sends the mail of what Photos announces, by a function (`fanout`, `confirmed`) or by a worker outside Lambda
 * (`worker`), and takes the email provider's callbacks. Same core and table as its other entrances.
 */
export class ShareEmailStack extends Stack {
  constructor(scope: Construct, id: string, props: ShareEmailStackProps) {
    super(scope, id, props);
    const { photoSharedTopic: topic, shareDeliveriesTopic: outcomes, deliveries } = props;
    const emailApi = { EMAIL_API_URL: `${props.thirdPartyUrl}email`, SHARE_DELIVERIES_TOPIC_ARN: outcomes.topicArn };

    const callback = new ServiceFunction(this, 'EmailCallback', {
      bundle: 'users/email-callback',
      description: "Takes the email provider's callbacks and passes them on",
      timeout: TIMEOUT,
      environment: emailApi,
      ...behindUrl(this),
    })
      .allow(['sns:Publish'], [outcomes.topicArn])
      .mayCallThirdParties(props.thirdPartyArn);
    // the provider has no account here: its signature is what lets it in
    const callbackUrl = openToHttp(this, callback, 'EmailCallbackUrl', [lambda.HttpMethod.POST], { anyone: true });

    const sender = new ServiceFunction(this, 'SendSharedEmail', {
      bundle: 'users/send-share-email-sqs',
      description: 'Sends a share mail: fed by its subscription to PhotoShared',
      timeout: TIMEOUT,
      runbook: 'provider-outage',
      environment: { ...emailApi, DELIVERIES_TABLE_NAME: deliveries.tableName, EMAIL_CALLBACK_URL: callbackUrl.url },
    })
      .allow(['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'], [deliveries.tableArn])
      .allow(['sns:Publish'], [outcomes.topicArn])
      .mayCallThirdParties(props.thirdPartyArn);
    const only = { type: ['PhotoShared'], mode: ['fanout', 'confirmed'] };
    const mails = new SubscriberQueue(this, 'SharedEmailQueue', { topic, consumer: sender, consumerTimeout: TIMEOUT, only });

    const work = new WorkQueue(this, 'EmailWorkerQueue', TIMEOUT, WORKER_RECEIVES);
    const undeliverable = new DeadLetters(this, 'EmailWorkerUndeliverable', "the topic PhotoShared could not reach the worker's queue");
    const filterPolicy = { mode: SubscriptionFilter.stringFilter({ allowlist: ['worker'] }) };
    topic.addSubscription(
      new SqsSubscription(work.queue, { rawMessageDelivery: true, deadLetterQueue: undeliverable.queue, filterPolicy }),
    );

    new CfnOutput(this, 'SharedEmailQueueUrl', { value: mails.queue.queueUrl });
    new CfnOutput(this, 'EmailWorkerQueueUrl', { value: work.queue.queueUrl });
  }
}

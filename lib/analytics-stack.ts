import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { ServiceFunction } from './constructs/service-function.ts';
import { SubscriberQueue } from './constructs/subscriber-queue.ts';
import { LADDER_RECEIVES } from './constructs/work-queue.ts';
import type { OrderPartProps } from './payment-stack.ts';

const TIMEOUT = Duration.seconds(20);

/** Analytics hands purchases on to those who make figures of them. No order waits for it. */
export class AnalyticsStack extends Stack {
  constructor(scope: Construct, id: string, props: Omit<OrderPartProps, 'orderStepsQueue'>) {
    super(scope, id, props);
    const record = new ServiceFunction(this, 'RecordPurchase', {
      bundle: 'analytics/record-purchase',
      description: 'Hands each purchase on once',
      timeout: TIMEOUT,
      runbook: 'provider-outage',
      environment: { INSIGHTS_API_URL: `${props.thirdPartyUrl}insights` },
    }).mayCallThirdParties(props.thirdPartyArn);
    const { queue } = new SubscriberQueue(this, 'AnalyticsQueue', {
      topic: props.orderEventsTopic,
      consumer: record,
      consumerTimeout: TIMEOUT,
      maxReceives: LADDER_RECEIVES,
      only: { type: ['PurchasedItemOnWebsite'] },
    });
    new CfnOutput(this, 'AnalyticsQueueUrl', { value: queue.queueUrl });
  }
}

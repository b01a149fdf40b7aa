import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type * as sqs from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { DataTable } from './constructs/data-table.ts';
import { ServiceFunction } from './constructs/service-function.ts';
import { SubscriberQueue } from './constructs/subscriber-queue.ts';
import { LADDER_RECEIVES } from './constructs/work-queue.ts';
import type { ThirdPartyProps } from './third-party-props.ts';

const TIMEOUT = Duration.seconds(20);

/** What a service needs that does a part of each order. */
export interface OrderPartProps extends ThirdPartyProps {
  orderEventsTopic: sns.ITopic;
  orderStepsQueue: sqs.IQueue;
}

/** Payment has an order's card charged once, and the money given back when the order is refused. */
export class PaymentStack extends Stack {
  private readonly table: dynamodb.ITable;
  private readonly props: OrderPartProps;

  constructor(scope: Construct, id: string, props: OrderPartProps) {
    super(scope, id, props);
    const table = new DataTable(this, 'Payments', { partitionKey: { name: 'orderId', type: dynamodb.AttributeType.STRING } });
    this.table = table;
    this.props = props;
    const pay = this.make('Pay', 'pay-sqs', 'Has an order paid for once, or gives the money back');
    const { queue } = new SubscriberQueue(this, 'PaymentQueue', {
      topic: props.orderEventsTopic,
      consumer: pay,
      consumerTimeout: TIMEOUT,
      maxReceives: LADDER_RECEIVES,
      only: { type: ['PurchasedItemOnWebsite', 'OrderRefused'] },
    });
    new CfnOutput(this, 'PaymentsTableName', { value: table.tableName });
    new CfnOutput(this, 'PaymentQueueUrl', { value: queue.queueUrl });
  }

  /** A function that does payment's part for whoever calls it by name and waits. */
  partForCallers(): lambda.IFunction {
    return this.make('PayDirect', 'pay-direct', 'Has an order paid for once, or gives the money back, when called by name').function;
  }

  private make(id: string, bundle: string, description: string): ServiceFunction {
    const { orderStepsQueue, thirdPartyUrl, thirdPartyArn } = this.props;
    return new ServiceFunction(this, id, {
      bundle: `payment/${bundle}`,
      description,
      timeout: TIMEOUT,
      runbook: 'provider-outage',
      environment: {
        PAYMENTS_TABLE_NAME: this.table.tableName,
        PAYMENT_API_URL: `${thirdPartyUrl}payment`,
        ORDER_STEPS_QUEUE_URL: orderStepsQueue.queueUrl,
      },
    })
      .allow(['dynamodb:GetItem', 'dynamodb:UpdateItem'], [this.table.tableArn])
      .allow(['sqs:SendMessage'], [orderStepsQueue.queueArn])
      .mayCallThirdParties(thirdPartyArn);
  }
}

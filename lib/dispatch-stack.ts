import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { DataTable } from './constructs/data-table.ts';
import { ServiceFunction } from './constructs/service-function.ts';
import { SubscriberQueue } from './constructs/subscriber-queue.ts';
import { LADDER_RECEIVES } from './constructs/work-queue.ts';
import type { OrderPartProps } from './payment-stack.ts';

const TIMEOUT = Duration.seconds(20);

/** Dispatch books an order's parcel with the carrier. Prime orders have a lane of their own: the topic's filters keep the two apart. */
export class DispatchStack extends Stack {
  private readonly table: dynamodb.ITable;
  private readonly props: OrderPartProps;

  constructor(scope: Construct, id: string, props: OrderPartProps) {
    super(scope, id, props);
    const table = new DataTable(this, 'Dispatches', { partitionKey: { name: 'orderId', type: dynamodb.AttributeType.STRING } });
    this.table = table;
    this.props = props;
    const lane = (name: 'Dispatch' | 'DispatchPrime', prime: boolean) => {
      const ship = this.make(
        name,
        'ship-sqs',
        `Books ${prime ? 'prime' : 'other'} orders with the carrier once, or cancels them there`,
        prime,
      );
      const { queue } = new SubscriberQueue(this, `${name}Queue`, {
        topic: props.orderEventsTopic,
        consumer: ship,
        consumerTimeout: TIMEOUT,
        maxReceives: LADDER_RECEIVES,
        only: { type: ['PurchasedItemOnWebsite', 'OrderRefused'], prime: [String(prime)] },
      });
      new CfnOutput(this, `${name}QueueUrl`, { value: queue.queueUrl });
    };
    lane('Dispatch', false);
    lane('DispatchPrime', true);
    new CfnOutput(this, 'DispatchesTableName', { value: table.tableName });
  }

  /** A function that does dispatch's part for whoever calls it by name and waits. It has one lane: nothing is filtered there. */
  partForCallers(): lambda.IFunction {
    return this.make('DispatchDirect', 'ship-direct', 'Books a parcel once, or cancels it, when called by name', false).function;
  }

  private make(id: string, bundle: string, description: string, express: boolean): ServiceFunction {
    const { orderStepsQueue, thirdPartyUrl, thirdPartyArn } = this.props;
    return new ServiceFunction(this, id, {
      bundle: `dispatch/${bundle}`,
      description,
      timeout: TIMEOUT,
      runbook: 'provider-outage',
      environment: {
        SHIP_EXPRESS: String(express),
        DISPATCHES_TABLE_NAME: this.table.tableName,
        CARRIER_API_URL: `${thirdPartyUrl}carrier`,
        ORDER_STEPS_QUEUE_URL: orderStepsQueue.queueUrl,
      },
    })
      .allow(['dynamodb:GetItem', 'dynamodb:UpdateItem'], [this.table.tableArn])
      .allow(['sqs:SendMessage'], [orderStepsQueue.queueArn])
      .mayCallThirdParties(thirdPartyArn);
  }
}

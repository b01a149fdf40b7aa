import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import { DataTable } from './constructs/data-table.ts';
import { ServiceFunction } from './constructs/service-function.ts';
import { SubscriberQueue } from './constructs/subscriber-queue.ts';
import type { OrderPartProps } from './payment-stack.ts';

const TIMEOUT = Duration.seconds(20);
/** The ladder's steps are short at first: this many outlive some minutes. */
const MAX_RECEIVES = 14;

/** Dispatch books an order's parcel with the carrier. Prime orders have a lane of their own: the topic's filters keep the two apart. */
export class DispatchStack extends Stack {
  readonly table: dynamodb.ITable;

  constructor(scope: Construct, id: string, props: OrderPartProps) {
    super(scope, id, props);
    const table = new DataTable(this, 'Dispatches', { partitionKey: { name: 'orderId', type: dynamodb.AttributeType.STRING } });
    const lane = (name: 'Dispatch' | 'DispatchPrime', prime: boolean) => {
      const ship = new ServiceFunction(this, name, {
        bundle: 'dispatch/ship-sqs',
        description: `Books ${prime ? 'prime' : 'other'} orders with the carrier once, or cancels them there`,
        timeout: TIMEOUT,
        runbook: 'provider-outage',
        environment: {
          SHIP_EXPRESS: String(prime),
          DISPATCHES_TABLE_NAME: table.tableName,
          CARRIER_API_URL: `${props.thirdPartyUrl}carrier`,
          ORDER_STEPS_QUEUE_URL: props.orderStepsQueue.queueUrl,
        },
      })
        .allow(['dynamodb:GetItem', 'dynamodb:UpdateItem'], [table.tableArn])
        .allow(['sqs:SendMessage'], [props.orderStepsQueue.queueArn])
        .mayCallThirdParties(props.thirdPartyArn);
      const { queue } = new SubscriberQueue(this, `${name}Queue`, {
        topic: props.orderEventsTopic,
        consumer: ship,
        consumerTimeout: TIMEOUT,
        maxReceives: MAX_RECEIVES,
        only: { type: ['PurchasedItemOnWebsite', 'OrderRefused'], prime: [String(prime)] },
      });
      new CfnOutput(this, `${name}QueueUrl`, { value: queue.queueUrl });
    };
    lane('Dispatch', false);
    lane('DispatchPrime', true);
    this.table = table;
    new CfnOutput(this, 'DispatchesTableName', { value: table.tableName });
  }
}

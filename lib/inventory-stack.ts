import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { DataTable } from './constructs/data-table.ts';
import { behindUrl, openToHttp } from './constructs/http-entrance.ts';
import { ServiceFunction } from './constructs/service-function.ts';
import { SubscriberQueue } from './constructs/subscriber-queue.ts';
import { LADDER_RECEIVES } from './constructs/work-queue.ts';
import type { OrderPartProps } from './payment-stack.ts';

const TIMEOUT = Duration.seconds(20);

export type InventoryStackProps = Omit<OrderPartProps, 'thirdPartyUrl' | 'thirdPartyArn'>;

/** Inventory holds stock for an order, and lets go of it or hands it out when the order has ended. */
export class InventoryStack extends Stack {
  private readonly table: dynamodb.ITable;

  constructor(scope: Construct, id: string, props: InventoryStackProps) {
    super(scope, id, props);
    const table = new DataTable(this, 'Inventory', { partitionKey: { name: 'pk', type: dynamodb.AttributeType.STRING } });
    this.table = table;
    const environment = { INVENTORY_TABLE_NAME: table.tableName };
    const reserve = new ServiceFunction(this, 'ReserveStock', {
      bundle: 'inventory/reserve-sqs',
      description: 'Reserves, releases and hands out the stock of orders',
      timeout: TIMEOUT,
      environment: { ...environment, ORDER_STEPS_QUEUE_URL: props.orderStepsQueue.queueUrl },
    })
      .allow(['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'], [table.tableArn])
      .allow(['sqs:SendMessage'], [props.orderStepsQueue.queueArn]);
    const { queue } = new SubscriberQueue(this, 'InventoryQueue', {
      topic: props.orderEventsTopic,
      consumer: reserve,
      consumerTimeout: TIMEOUT,
      maxReceives: LADDER_RECEIVES,
      only: { type: ['PurchasedItemOnWebsite', 'OrderConfirmed', 'OrderRefused'] },
    });
    const stock = new ServiceFunction(this, 'Stock', {
      bundle: 'inventory/stock',
      description: 'Answers what there is of an item, and takes deliveries',
      timeout: TIMEOUT,
      environment,
      ...behindUrl(this),
    }).allow(['dynamodb:GetItem', 'dynamodb:UpdateItem'], [table.tableArn]);
    openToHttp(this, stock, 'StockUrl', [lambda.HttpMethod.GET, lambda.HttpMethod.POST]);
    new CfnOutput(this, 'InventoryTableName', { value: table.tableName });
    new CfnOutput(this, 'InventoryQueueUrl', { value: queue.queueUrl });
  }

  /** A function that does inventory's part for whoever calls it by name and waits. */
  partForCallers(): lambda.IFunction {
    return new ServiceFunction(this, 'ReserveDirect', {
      bundle: 'inventory/reserve-direct',
      description: 'Reserves, releases and hands out stock when called by name',
      timeout: TIMEOUT,
      environment: { INVENTORY_TABLE_NAME: this.table.tableName },
    }).allow(['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'], [this.table.tableArn]).function;
  }
}

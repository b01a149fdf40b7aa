import { CfnOutput, Duration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import type * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as sfn from 'aws-cdk-lib/aws-stepfunctions';
import type { Construct } from 'constructs';
import { behindUrl, openToHttp } from './constructs/http-entrance.ts';
import { ServiceFunction } from './constructs/service-function.ts';
import { machineRole } from './machine-role.ts';
import { purchaseStates } from './purchase-states.ts';

export interface PurchaseOrchestratedProps extends StackProps {
  ordersTable: dynamodb.ITable;
  /** Each does its service's part of an order, undoes it, and answers when that is so. */
  parts: { payment: lambda.IFunction; inventory: lambda.IFunction; dispatch: lambda.IFunction };
}

/** The same purchase with somebody who conducts: a state machine. Made only with the context `stepFunctions=true`. */
export class PurchaseOrchestratedStack extends Stack {
  constructor(scope: Construct, id: string, { ordersTable, parts, ...props }: PurchaseOrchestratedProps) {
    super(scope, id, props);
    const environment = { ORDERS_TABLE_NAME: ordersTable.tableName };
    const timeout = Duration.seconds(10);
    const end = new ServiceFunction(this, 'EndOrder', {
      bundle: 'orders/end-order',
      description: 'Writes the end of an order that the state machine conducted',
      timeout,
      environment,
    }).allow(['dynamodb:UpdateItem'], [ordersTable.tableArn]);
    const logGroup = new logs.LogGroup(this, 'PurchaseLogs', {
      retention: logs.RetentionDays.ONE_WEEK,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = machineRole(this, [...Object.values(parts), end.function]);
    const machine = new sfn.StateMachine(this, 'PurchaseMachine', {
      definitionBody: sfn.DefinitionBody.fromChainable(purchaseStates(this, { ...parts, end: end.function })),
      role: role.withoutPolicyUpdates(),
      timeout: Duration.hours(1),
      tracingEnabled: true,
      logs: { destination: logGroup, level: sfn.LogLevel.ALL },
    });
    machine.node.addDependency(role);
    const confirm = new ServiceFunction(this, 'ConfirmOrchestrated', {
      bundle: 'orders/confirm-orchestrated',
      description: 'Writes an order down, starts its execution and answers',
      timeout,
      environment: { ...environment, PURCHASE_STATE_MACHINE_ARN: machine.stateMachineArn },
      ...behindUrl(this),
    })
      .allow(['dynamodb:PutItem', 'dynamodb:GetItem'], [ordersTable.tableArn])
      .allow(['states:StartExecution'], [machine.stateMachineArn]);
    openToHttp(this, confirm, 'ConfirmOrchestratedUrl', [lambda.HttpMethod.POST]);
    new CfnOutput(this, 'PurchaseStateMachineArn', { value: machine.stateMachineArn });
  }
}

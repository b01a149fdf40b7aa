import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as events from 'aws-cdk-lib/aws-events';
import { EventBus as BusTarget } from 'aws-cdk-lib/aws-events-targets';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { CONTRACTS_SOURCE } from './changes-stack.ts';
import { DataTable } from './constructs/data-table.ts';
import { DeadLetters } from './constructs/dead-letters.ts';
import { behindUrl, openToHttp } from './constructs/http-entrance.ts';
import { ServiceFunction } from './constructs/service-function.ts';
import { TableOutbox } from './constructs/table-outbox.ts';
import { settingsOf } from './settings.ts';

const TIMEOUT = Duration.seconds(12);

export interface ContractsStackProps extends StackProps {
  /** Of the information system, perhaps in another account: it hears of every change. */
  changesBus: events.IEventBus;
  /** The information system's account, where it is another. */
  callersAccount?: string;
}

/**
 * Contracts belongs to another affiliate: its own account if it is given one, its own table, its own API. It tells its own bus what has
 * changed, and a rule there hands that to the information system's bus.
 */
export class ContractsStack extends Stack {
  readonly url: string;
  /** What may be called by signed requests alone (context `urlAuth`). */
  readonly signedFunctionArn?: string;

  constructor(scope: Construct, id: string, props: ContractsStackProps) {
    super(scope, id, props);
    const table = new DataTable(this, 'Contracts', {
      partitionKey: { name: 'userId', type: dynamodb.AttributeType.STRING },
      stream: dynamodb.StreamViewType.NEW_IMAGE,
    });
    const api = new ServiceFunction(this, 'ContractsApi', {
      bundle: 'contracts/contracts-api',
      description: 'Makes, changes and answers contracts',
      timeout: TIMEOUT,
      environment: { CONTRACTS_TABLE_NAME: table.tableName },
      ...behindUrl(this),
    }).allow(['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Scan'], [table.tableArn]);
    const { GET, PUT } = lambda.HttpMethod;
    const url = openToHttp(this, api, 'ContractsApiUrl', [GET, PUT]);
    this.url = url.url;
    if (settingsOf(this).urlAuth === 'iam') {
      this.signedFunctionArn = api.function.functionArn;
      if (props.callersAccount) url.grantInvokeUrl(new iam.AccountPrincipal(props.callersAccount));
    }

    const bus = new events.EventBus(this, 'ContractsBus');
    const publish = new ServiceFunction(this, 'PublishContractChanged', {
      bundle: 'contracts/publish-contract-changed',
      description: 'Sends out what contracts were written with',
      timeout: TIMEOUT,
      environment: { CHANGES_BUS_NAME: bus.eventBusName },
    }).allow(['events:PutEvents'], [bus.eventBusArn]);
    new TableOutbox(this, 'ContractsOutbox', table, publish);
    const undeliverable = new DeadLetters(this, 'ContractChangesUndeliverable', "changes that the information system's bus did not take");
    new events.Rule(this, 'ContractChangesRule', {
      eventBus: bus,
      description: 'Changes of contracts, for the information system',
      eventPattern: { source: [CONTRACTS_SOURCE], detailType: ['ContractChanged'] },
      targets: [new BusTarget(props.changesBus, { deadLetterQueue: undeliverable.queue })],
    });
    new CfnOutput(this, 'ContractsApiName', { value: api.function.functionName });
    new CfnOutput(this, 'ContractsApiArn', { value: api.function.functionArn });
    new CfnOutput(this, 'ContractsTableName', { value: table.tableName });
    new CfnOutput(this, 'ContractsBusArn', { value: bus.eventBusArn });
  }
}

import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type * as events from 'aws-cdk-lib/aws-events';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { DataTable } from './constructs/data-table.ts';
import { behindUrl, openToHttp } from './constructs/http-entrance.ts';
import { ServiceFunction } from './constructs/service-function.ts';
import { TableOutbox } from './constructs/table-outbox.ts';

const TIMEOUT = Duration.seconds(12);

/** How Contracts' API is reached from another stack. */
export interface ContractsApi {
  url: string;
  /** Of its function, where only signed requests get through. */
  signedFunctionArn?: string;
}

export interface UsersProfilesStackProps extends StackProps {
  changesBus: events.IEventBus;
  contracts: ContractsApi;
}

/** Users keeps who there is. It answers Photos, and tells the information system's bus what has changed. */
export class UsersProfilesStack extends Stack {
  readonly findProfile: lambda.IFunction;

  constructor(scope: Construct, id: string, { changesBus, contracts, ...props }: UsersProfilesStackProps) {
    super(scope, id, props);
    const table = new DataTable(this, 'Profiles', {
      partitionKey: { name: 'userId', type: dynamodb.AttributeType.STRING },
      stream: dynamodb.StreamViewType.NEW_IMAGE,
    });
    const environment = { PROFILES_TABLE_NAME: table.tableName };
    const backOffice = new ServiceFunction(this, 'BackOfficeUsers', {
      bundle: 'users/profiles',
      description: 'Makes, changes and lists users, for the back office',
      timeout: TIMEOUT,
      environment,
      ...behindUrl(this),
    }).allow(['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Scan'], [table.tableArn]);
    openToHttp(this, backOffice, 'BackOfficeUsersUrl', [lambda.HttpMethod.GET, lambda.HttpMethod.PUT]);

    const find = new ServiceFunction(this, 'FindProfile', {
      bundle: 'users/find-profile',
      description: 'Answers a user, with the contract where it is asked for',
      timeout: TIMEOUT,
      environment: { ...environment, CONTRACTS_API_URL: contracts.url },
    })
      .allow(['dynamodb:GetItem'], [table.tableArn])
      .mayCallThirdParties(contracts.signedFunctionArn);

    const publish = new ServiceFunction(this, 'PublishUserChanged', {
      bundle: 'users/publish-user-changed',
      description: 'Sends out what users were written with',
      timeout: TIMEOUT,
      environment: { CHANGES_BUS_NAME: changesBus.eventBusName },
    }).allow(['events:PutEvents'], [changesBus.eventBusArn]);
    new TableOutbox(this, 'ProfilesOutbox', table, publish);

    this.findProfile = find.function;
    new CfnOutput(this, 'FindProfileName', { value: find.function.functionName });
    new CfnOutput(this, 'ProfilesTableName', { value: table.tableName });
  }
}

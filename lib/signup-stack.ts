import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { DataTable } from './constructs/data-table.ts';
import { EventTopic } from './constructs/event-topic.ts';
import { behindUrl, openToHttp } from './constructs/http-entrance.ts';
import { ServiceFunction } from './constructs/service-function.ts';
import { TableOutbox } from './constructs/table-outbox.ts';
import type { ThirdPartyProps } from './third-party-props.ts';

/** Two calls of a third party and one that undoes, each with its own limit of 5 s, and the table. */
const SYNCHRONOUS = Duration.seconds(25);
const TIMEOUT = Duration.seconds(10);

/** Sign-up owns the accounts, and the topic that says that there is a new one. It has one entrance for each of its four designs. */
export class SignupStack extends Stack {
  readonly userSignedUpTopic: sns.ITopic;

  constructor(scope: Construct, id: string, props: ThirdPartyProps) {
    super(scope, id, props);
    const table = new DataTable(this, 'AccountsTable', {
      partitionKey: { name: 'accountId', type: dynamodb.AttributeType.STRING },
      stream: dynamodb.StreamViewType.NEW_IMAGE,
    });
    const accounts = { ACCOUNTS_TABLE_NAME: table.tableName };
    const parties = { NEWSLETTER_API_URL: `${props.thirdPartyUrl}newsletter`, NOTIFICATION_API_URL: `${props.thirdPartyUrl}notification` };

    interface Entrance {
      functionId: string;
      bundle: string;
      description: string;
      actions: string[];
      method?: lambda.HttpMethod;
      callsThirdParties?: boolean;
    }
    const entrance = ({ functionId, bundle, description, actions, method, callsThirdParties = true }: Entrance) => {
      const made = new ServiceFunction(this, functionId, {
        bundle: `signup/${bundle}`,
        description,
        timeout: callsThirdParties ? SYNCHRONOUS : TIMEOUT,
        environment: { ...accounts, ...(callsThirdParties ? parties : {}) },
        ...(callsThirdParties ? { runbook: 'provider-outage' as const } : {}),
        ...behindUrl(this),
      }).allow(
        actions.map((action) => `dynamodb:${action}`),
        [table.tableArn],
      );
      if (callsThirdParties) made.mayCallThirdParties(props.thirdPartyArn);
      openToHttp(this, made, `${functionId}Url`, [method ?? lambda.HttpMethod.POST]);
      new CfnOutput(this, `${functionId}Name`, { value: made.function.functionName });
    };
    const create = ['PutItem', 'GetItem'];
    entrance({
      functionId: 'SignUpRollback',
      bundle: 'sign-up-rollback',
      description: 'Signs up, or takes everything back, while the person waits',
      actions: [...create, 'UpdateItem', 'DeleteItem'],
    });
    entrance({
      functionId: 'SignUpInconsistent',
      bundle: 'sign-up-inconsistent',
      description: 'Signs up, and leaves what fails to be repaired',
      actions: create,
    });
    entrance({
      functionId: 'SignUpInProcess',
      bundle: 'sign-up-in-process',
      description: 'Signs up, and goes on after its answer: what Lambda does not let it',
      actions: create,
    });
    entrance({
      functionId: 'SignUpDurable',
      bundle: 'sign-up-durable',
      description: 'Signs up with one write; the table tells the rest',
      actions: create,
      callsThirdParties: false,
    });
    entrance({
      functionId: 'GetAccount',
      bundle: 'get-account',
      description: 'Answers an account',
      actions: ['GetItem'],
      method: lambda.HttpMethod.GET,
      callsThirdParties: false,
    });
    entrance({
      functionId: 'AccountsToRepair',
      bundle: 'accounts-to-repair',
      description: 'Reports accounts that lack something at a third party',
      actions: ['Scan'],
      method: lambda.HttpMethod.GET,
    });
    entrance({
      functionId: 'RepairAccounts',
      bundle: 'repair-accounts',
      description: 'Does what accounts lack, once',
      actions: ['Scan'],
    });

    const topic = new EventTopic(this, 'UserSignedUp');
    const publish = new ServiceFunction(this, 'PublishSignUp', {
      bundle: 'signup/publish-sign-up',
      description: 'Tells the topic UserSignedUp of new accounts',
      timeout: TIMEOUT,
      environment: { USER_SIGNED_UP_TOPIC_ARN: topic.topicArn },
    }).allow(['sns:Publish'], [topic.topicArn]);
    new TableOutbox(this, 'AccountsOutbox', table, publish, {
      eventName: lambda.FilterRule.isEqual('INSERT'),
      // the other designs make accounts in the same table, and tell nobody
      dynamodb: { NewImage: { design: { S: lambda.FilterRule.isEqual('durable') } } },
    });
    this.userSignedUpTopic = topic;
    new CfnOutput(this, 'AccountsTableName', { value: table.tableName });
    new CfnOutput(this, 'UserSignedUpTopicArn', { value: topic.topicArn });
  }
}

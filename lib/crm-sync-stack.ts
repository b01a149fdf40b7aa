import { CfnOutput, Duration, Stack, Validations } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as events from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { AsyncInvocations } from './constructs/async-invocations.ts';
import { DataTable } from './constructs/data-table.ts';
import { DeadLetters } from './constructs/dead-letters.ts';
import { behindUrl, openToHttp } from './constructs/http-entrance.ts';
import { ServiceFunction } from './constructs/service-function.ts';
import { WorkQueue } from './constructs/work-queue.ts';
import type { ThirdPartyProps } from './third-party-props.ts';

const APPLY_TIMEOUT = Duration.seconds(10);

/** Follows the CRM: is told of changes by its webhook, and asks for those that it was not told of. */
export class CrmSyncStack extends Stack {
  constructor(scope: Construct, id: string, props: ThirdPartyProps) {
    super(scope, id, props);
    const table = new DataTable(this, 'CrmUsers', { partitionKey: { name: 'pk', type: dynamodb.AttributeType.STRING } });
    const changes = new WorkQueue(this, 'CrmChangesQueue', APPLY_TIMEOUT, undefined, { fifo: true });
    const secret = new secretsmanager.Secret(this, 'CrmWebhookSecret', {
      description: 'What the CRM signs with: a JSON object, each value of which is active',
      generateSecretString: { secretStringTemplate: '{}', generateStringKey: 'first', passwordLength: 48, excludePunctuation: true },
    });
    Validations.of(secret).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason: 'A new secret must be told to the CRM, which has no API for that: people rotate it, and both are active meanwhile.',
    });

    const webhook = new ServiceFunction(this, 'CrmWebhook', {
      bundle: 'crm-sync/crm-webhook',
      description: 'Takes the events of the CRM: verifies, queues, answers',
      timeout: Duration.seconds(10),
      environment: { CRM_CHANGES_QUEUE_URL: changes.queue.queueUrl, CRM_WEBHOOK_SECRET_ARN: secret.secretArn },
      ...behindUrl(this),
    });
    webhook.allow(['sqs:SendMessage'], [changes.queue.queueArn]).allow(['secretsmanager:GetSecretValue'], [secret.secretArn]);
    openToHttp(this, webhook, 'CrmWebhookUrl', [lambda.HttpMethod.POST], { anyone: true });

    const apply = new ServiceFunction(this, 'ApplyCrmChange', {
      bundle: 'crm-sync/apply-crm-change',
      description: 'Applies changes of the CRM, a user at a time, unless a newer one came first',
      timeout: APPLY_TIMEOUT,
      environment: { CRM_TABLE_NAME: table.tableName },
    });
    apply.allow(['dynamodb:UpdateItem'], [table.tableArn]);
    changes.consumeWith(apply.function);

    const invalid = new DeadLetters(this, 'CrmInvalidRecords', 'records of the CRM that ReconcileCrm could not read, and passed');
    const reconcile = new ServiceFunction(this, 'ReconcileCrm', {
      bundle: 'crm-sync/reconcile-crm',
      description: 'Asks the CRM what has changed since the last time, and queues it',
      timeout: Duration.seconds(60),
      runbook: 'provider-outage',
      environment: {
        CRM_TABLE_NAME: table.tableName,
        CRM_CHANGES_QUEUE_URL: changes.queue.queueUrl,
        CRM_INVALID_QUEUE_URL: invalid.queue.queueUrl,
        CRM_API_URL: `${props.thirdPartyUrl}crm`,
      },
    });
    reconcile
      .allow(['dynamodb:GetItem', 'dynamodb:PutItem'], [table.tableArn])
      .allow(['sqs:SendMessage'], [changes.queue.queueArn, invalid.queue.queueArn])
      .mayCallThirdParties(props.thirdPartyArn);
    new AsyncInvocations(this, 'ReconcileCrmAsync', reconcile);
    const undeliverable = new DeadLetters(this, 'ReconcileScheduleUndeliverable', 'the schedule could not start ReconcileCrm');
    const schedule = new events.Rule(this, 'ReconcileSchedule', {
      description: 'How long a change that the webhook missed stays unknown at most',
      schedule: events.Schedule.rate(Duration.minutes(15)),
      targets: [new LambdaFunction(reconcile.function, { deadLetterQueue: undeliverable.queue })],
    });

    const get = new ServiceFunction(this, 'GetCrmUser', {
      bundle: 'crm-sync/get-crm-user',
      description: 'Answers a user as the CRM last told us',
      timeout: Duration.seconds(10),
      environment: { CRM_TABLE_NAME: table.tableName },
      ...behindUrl(this),
    });
    get.allow(['dynamodb:GetItem'], [table.tableArn]);
    openToHttp(this, get, 'GetCrmUserUrl', [lambda.HttpMethod.GET]);

    new CfnOutput(this, 'CrmWebhookName', { value: webhook.function.functionName });
    new CfnOutput(this, 'CrmWebhookSecretArn', { value: secret.secretArn });
    new CfnOutput(this, 'CrmChangesQueueUrl', { value: changes.queue.queueUrl });
    new CfnOutput(this, 'CrmTableName', { value: table.tableName });
    new CfnOutput(this, 'ReconcileCrmName', { value: reconcile.function.functionName });
    new CfnOutput(this, 'ReconcileScheduleName', { value: schedule.ruleName });
  }
}

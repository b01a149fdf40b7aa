import { CfnOutput, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as events from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { CONTRACTS_SOURCE, USERS_SOURCE } from './changes-stack.ts';
import { DataTable } from './constructs/data-table.ts';
import { DeadLetters } from './constructs/dead-letters.ts';
import { behindUrl, openToHttp } from './constructs/http-entrance.ts';
import { ServiceFunction, type ServiceFunctionProps } from './constructs/service-function.ts';
import { WorkQueue } from './constructs/work-queue.ts';
import type { ContractsApi } from './users-profiles-stack.ts';

const TIMEOUT = Duration.seconds(12);

export interface PhotosPageStackProps extends StackProps {
  changesBus: events.IEventBus;
  changesArchiveArn: string;
  findProfile: lambda.IFunction;
  contracts: ContractsApi;
}

/** A person's photos, with who that is and what the contract allows: asked for at each page, or known by Photos itself. */
export class PhotosPageStack extends Stack {
  constructor(scope: Construct, id: string, { changesBus, changesArchiveArn, findProfile, contracts, ...props }: PhotosPageStackProps) {
    super(scope, id, props);
    const lists = new DataTable(this, 'PhotoLists', {
      partitionKey: { name: 'userId', type: dynamodb.AttributeType.STRING },
      sortKey: { name: 'photoId', type: dynamodb.AttributeType.STRING },
    });
    const model = new DataTable(this, 'PageModel', { partitionKey: { name: 'pk', type: dynamodb.AttributeType.STRING } });
    const ofLists = { PHOTO_LISTS_TABLE_NAME: lists.tableName };
    const ofModel = { PAGE_MODEL_TABLE_NAME: model.tableName };
    const make = (functionId: string, more: Omit<ServiceFunctionProps, 'timeout'>) =>
      new ServiceFunction(this, functionId, { timeout: TIMEOUT, ...more });
    const { GET, PUT } = lambda.HttpMethod;

    const list = make('PhotoList', {
      bundle: 'photos/photo-list',
      description: "Adds and lists a person's photos",
      environment: ofLists,
      ...behindUrl(this),
    }).allow(['dynamodb:PutItem', 'dynamodb:Query'], [lists.tableArn]);
    openToHttp(this, list, 'PhotoListUrl', [GET, PUT]);

    const page = make('PhotosPage', {
      bundle: 'photos/photos-page',
      description: 'The photos page from three services: chain, parallel or breaker, as the caller asks',
      environment: { ...ofLists, FIND_PROFILE_FUNCTION_NAME: findProfile.functionName, CONTRACTS_API_URL: contracts.url },
      ...behindUrl(this),
    })
      .allow(['dynamodb:Query'], [lists.tableArn])
      .allow(['lambda:InvokeFunction'], [findProfile.functionArn])
      .mayCallThirdParties(contracts.signedFunctionArn);
    openToHttp(this, page, 'PhotosPageUrl', [GET]);

    const alone = make('PhotosPageAlone', {
      bundle: 'photos/photos-page-alone',
      description: 'The photos page from what Photos knows itself',
      environment: { ...ofLists, ...ofModel },
      ...behindUrl(this),
    })
      .allow(['dynamodb:Query'], [lists.tableArn])
      .allow(['dynamodb:BatchGetItem'], [model.tableArn]);
    openToHttp(this, alone, 'PhotosPageAloneUrl', [GET]);

    const update = make('UpdatePageModel', {
      bundle: 'photos/update-page-model',
      description: 'Keeps what has changed elsewhere, if it is newer',
      environment: ofModel,
    }).allow(['dynamodb:PutItem', 'dynamodb:UpdateItem'], [model.tableArn]);
    const work = new WorkQueue(this, 'PageChangesQueue', TIMEOUT, 10);
    work.consumeWith(update.function);
    update.allow(['sqs:GetQueueUrl'], [work.queue.queueArn]);
    const undeliverable = new DeadLetters(this, 'PageChangesUndeliverable', "the bus could not reach the page's queue");
    const rule = new events.Rule(this, 'PageModelRule', {
      eventBus: changesBus,
      description: 'Changes of users and contracts, for the photos page',
      eventPattern: { source: [USERS_SOURCE, CONTRACTS_SOURCE], detailType: ['UserChanged', 'ContractChanged'] },
      targets: [new SqsQueue(work.queue, { deadLetterQueue: undeliverable.queue })],
    });

    const rebuild = make('RebuildPageModel', {
      bundle: 'photos/rebuild-page-model',
      description: 'Forgets the read model and has everything replayed',
      environment: {
        ...ofModel,
        CHANGES_ARCHIVE_ARN: changesArchiveArn,
        CHANGES_BUS_ARN: changesBus.eventBusArn,
        PAGE_MODEL_RULE_ARN: rule.ruleArn,
      },
    })
      .allow(['dynamodb:Scan', 'dynamodb:DeleteItem'], [model.tableArn])
      .allow(['events:StartReplay'], [changesArchiveArn]);

    new CfnOutput(this, 'PhotosPageName', { value: page.function.functionName });
    new CfnOutput(this, 'RebuildPageModelName', { value: rebuild.function.functionName });
    new CfnOutput(this, 'PageChangesQueueUrl', { value: work.queue.queueUrl });
    new CfnOutput(this, 'PageModelTableName', { value: model.tableName });
    new CfnOutput(this, 'PhotoListsTableName', { value: lists.tableName });
  }
}

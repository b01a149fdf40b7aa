import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { DataTable } from './constructs/data-table.ts';
import { behindUrl, openToHttp } from './constructs/http-entrance.ts';
import { ServiceFunction } from './constructs/service-function.ts';
import { WorkQueue } from './constructs/work-queue.ts';
import { settingsOf } from './settings.ts';
import type { ThirdPartyProps } from './third-party-props.ts';

const TIMEOUT = Duration.seconds(10);

/** With the ladder's steps of 2, 4, 8 … 60 s: the carrier, or a client, may be away for minutes. */
const MAX_RECEIVES = 8;

/** Photo books, whose printing takes its time, and five ways to wait for one. */
export class WaitingStack extends Stack {
  constructor(scope: Construct, id: string, props: ThirdPartyProps) {
    super(scope, id, props);
    const jobs = new DataTable(this, 'Jobs', { partitionKey: { name: 'jobId', type: dynamodb.AttributeType.STRING } });
    const work = new WorkQueue(this, 'WorkQueue', TIMEOUT, MAX_RECEIVES);
    const calls = new WorkQueue(this, 'CallBacksQueue', TIMEOUT, MAX_RECEIVES);
    const table = { JOBS_TABLE_NAME: jobs.tableName };
    const carrier = { CARRIER_API_URL: `${props.thirdPartyUrl}carrier` };
    /** No address may be called back unless the context says so. */
    const hosts = { CALLBACK_HOSTS: settingsOf(this).callbackAllow ?? 'none' };
    const actions = { find: ['dynamodb:GetItem'], accept: ['dynamodb:PutItem'], change: ['dynamodb:UpdateItem'] };

    const start = new ServiceFunction(this, 'StartWork', {
      bundle: 'waiting/start-work',
      description: 'Takes a job down, and has it done later',
      timeout: TIMEOUT,
      environment: { ...table, ...hosts, WORK_QUEUE_URL: work.queue.queueUrl },
      ...behindUrl(this),
    })
      .allow([...actions.find, ...actions.accept], [jobs.tableArn])
      .allow(['sqs:SendMessage'], [work.queue.queueArn]);
    openToHttp(this, start, 'StartWorkUrl', [lambda.HttpMethod.POST]);

    const wait = new ServiceFunction(this, 'WorkAndWait', {
      bundle: 'waiting/work-and-wait',
      description: 'Does a job while its caller waits',
      timeout: TIMEOUT,
      runbook: 'provider-outage',
      environment: { ...table, ...carrier },
      ...behindUrl(this),
    })
      .allow([...actions.find, ...actions.accept, ...actions.change], [jobs.tableArn])
      .mayCallThirdParties(props.thirdPartyArn);
    openToHttp(this, wait, 'WorkAndWaitUrl', [lambda.HttpMethod.POST]);

    const doWork = new ServiceFunction(this, 'DoWork', {
      bundle: 'waiting/do-work-sqs',
      description: 'Does the jobs of the queue',
      timeout: TIMEOUT,
      runbook: 'provider-outage',
      environment: { ...table, ...carrier, CALL_BACKS_QUEUE_URL: calls.queue.queueUrl },
    })
      .allow([...actions.find, ...actions.change], [jobs.tableArn])
      .allow(['sqs:SendMessage'], [calls.queue.queueArn])
      .mayCallThirdParties(props.thirdPartyArn);
    work.consumeWith(doWork.function);

    const callBack = new ServiceFunction(this, 'CallBack', {
      bundle: 'waiting/call-back-sqs',
      description: 'Calls clients whose jobs are over',
      timeout: TIMEOUT,
      environment: { ...table, ...hosts },
    }).allow([...actions.find, ...actions.change], [jobs.tableArn]);
    calls.consumeWith(callBack.function);

    const status = new ServiceFunction(this, 'JobStatus', {
      bundle: 'waiting/job-status',
      description: 'Answers how far a job is, at once or when it is over',
      timeout: TIMEOUT,
      environment: table,
      ...behindUrl(this),
    }).allow(actions.find, [jobs.tableArn]);
    openToHttp(this, status, 'JobStatusUrl', [lambda.HttpMethod.GET]);

    const events = new ServiceFunction(this, 'JobEvents', {
      bundle: 'waiting/job-events',
      description: 'Tells what happens to a job, as server-sent events in short streams',
      timeout: TIMEOUT,
      environment: table,
      ...behindUrl(this),
    }).allow(actions.find, [jobs.tableArn]);
    openToHttp(this, events, 'JobEventsUrl', [lambda.HttpMethod.GET]);

    new CfnOutput(this, 'JobsTableName', { value: jobs.tableName });
    const functions = [start, wait, doWork, callBack, status, events];
    new CfnOutput(this, 'WaitingLogGroupNames', { value: functions.map((f) => f.function.logGroup.logGroupName).join(',') });
  }
}

import type { NotificationConfiguration } from '@aws-sdk/client-s3';
import { AwsError, unsupported } from '../errors.ts';
import type { Context, Stack } from '../service.ts';
import { invalidArgument, malformed } from './errors.ts';
import { busEntry, defaultBusOf } from './event-bridge.ts';
import type { BucketRecord, ObjectRecord } from './store.ts';

interface Target {
  id: string;
  kind: 'sqs' | 'sns' | 'lambda' | 'events';
  arn: string;
  events: string[];
  prefix: string;
  suffix: string;
}

const EVENT = /^s3:(ObjectCreated:(\*|Put|Post|Copy|CompleteMultipartUpload)|ObjectRemoved:(\*|Delete|DeleteMarkerCreated))$/;

/** Real S3 tries again for a while; here five times, doubling from a second. */
const ATTEMPTS = 5;

/** The targets of a configuration; refuses what cannot be delivered here. */
export function targetsOf(configuration: NotificationConfiguration): Target[] {
  type Rule = { Id?: string; Events?: string[]; Filter?: { Key?: { FilterRules?: { Name?: string; Value?: string }[] } } };
  const target = (kind: Target['kind'], arn: string | undefined, rule: Rule, i: number): Target => {
    if (!arn || !rule.Events?.length) throw malformed();
    if (!arn.startsWith(`arn:aws:${kind}:`)) throw invalidArgument('The ARN could not be parsed', kind, arn);
    for (const event of rule.Events) {
      if (!EVENT.test(event)) {
        if (/^s3:[A-Za-z]+(:[A-Za-z*]+)?$/.test(event)) throw unsupported('s3', `notifications of ${event}`);
        throw invalidArgument('The event is not supported for notifications', 'Event', event);
      }
    }
    const rules = rule.Filter?.Key?.FilterRules ?? [];
    for (const { Name } of rules)
      if (!/^(prefix|suffix)$/i.test(Name ?? ''))
        throw invalidArgument('filter rule name must be either prefix or suffix', 'FilterRule.Name', Name);
    const value = (name: string) => rules.find(({ Name }) => Name?.toLowerCase() === name)?.Value ?? '';
    return { id: rule.Id ?? `${kind}-${i + 1}`, kind, arn, events: rule.Events, prefix: value('prefix'), suffix: value('suffix') };
  };
  return [
    ...(configuration.QueueConfigurations ?? []).map((rule, i) => target('sqs', rule.QueueArn, rule as Rule, i)),
    ...(configuration.TopicConfigurations ?? []).map((rule, i) => target('sns', rule.TopicArn, rule as Rule, i)),
    ...(configuration.LambdaFunctionConfigurations ?? []).map((rule, i) => target('lambda', rule.LambdaFunctionArn, rule as Rule, i)),
  ];
}

const wants = (target: Target, event: string, key: string) =>
  target.events.some((pattern) => pattern === `s3:${event}` || (pattern.endsWith('*') && `s3:${event}`.startsWith(pattern.slice(0, -1)))) &&
  key.startsWith(target.prefix) &&
  key.endsWith(target.suffix);

/** Sends the event of an object to every target that wants it; the caller does not wait for it. */
export function notify(context: Context, bucket: BucketRecord, event: string, record: ObjectRecord): void {
  const configuration = bucket.configuration.NotificationConfiguration as NotificationConfiguration | undefined;
  if (!configuration) return;
  if (configuration.EventBridgeConfiguration) {
    const bus: Target = { id: 'events', kind: 'events', arn: defaultBusOf(bucket), events: [], prefix: '', suffix: '' };
    const body = JSON.stringify({ Entries: [busEntry(context, bucket, event, record)] });
    void deliver(context.stack, bucket, bus, body, context.traceHeader, { event, key: record.key }, 1);
  }
  for (const target of targetsOf(configuration)) {
    if (!wants(target, event, record.key)) continue;
    const body = JSON.stringify({ Records: [eventRecord(context, bucket, event, record, target.id)] });
    void deliver(context.stack, bucket, target, body, context.traceHeader, { event, key: record.key }, 1);
  }
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html */
function eventRecord(context: Context, bucket: BucketRecord, event: string, record: ObjectRecord, configurationId: string) {
  const created = event.startsWith('ObjectCreated');
  return {
    eventVersion: '2.1',
    eventSource: 'aws:s3',
    awsRegion: bucket.region,
    eventTime: new Date(Math.floor(context.stack.clock.now())).toISOString(),
    eventName: event,
    userIdentity: { principalId: `AWS:${context.principal.split('/').at(-1)}` },
    requestParameters: { sourceIPAddress: '127.0.0.1' },
    responseElements: { 'x-amz-request-id': context.requestId, 'x-amz-id-2': Buffer.from(context.requestId).toString('base64') },
    s3: {
      s3SchemaVersion: '1.0',
      configurationId,
      bucket: { name: bucket.name, ownerIdentity: { principalId: bucket.account }, arn: `arn:aws:s3:::${bucket.name}` },
      object: {
        key: encodeURIComponent(record.key).replace(/%20/g, '+').replace(/%2F/g, '/'),
        ...(created ? { size: record.size, eTag: record.etag.replaceAll('"', '') } : {}),
        ...(bucket.versioning ? { versionId: record.versionId } : {}),
        sequencer: record.sequence.toString(16).toUpperCase().padStart(18, '0'),
      },
    },
  };
}

async function deliver(
  stack: Stack,
  bucket: BucketRecord,
  target: Target,
  body: string,
  traceHeader: string | undefined,
  detail: Record<string, unknown>,
  attempt: number,
): Promise<void> {
  try {
    const messageId = await send(stack, bucket, target, body, traceHeader);
    const id = messageId === undefined ? {} : { messageId };
    stack.events.emit({
      type: 's3.notified',
      resource: `arn:aws:s3:::${bucket.name}`,
      traceHeader,
      ...id,
      detail: { ...detail, target: target.arn, attempt },
    });
  } catch (error) {
    if (attempt < ATTEMPTS) {
      stack.clock.after(1000 * 2 ** (attempt - 1), () => void deliver(stack, bucket, target, body, traceHeader, detail, attempt + 1));
      return;
    }
    const reason = error instanceof Error ? error.message : String(error);
    stack.events.emit({
      type: 's3.notification-failed',
      resource: `arn:aws:s3:::${bucket.name}`,
      traceHeader,
      detail: { ...detail, target: target.arn, attempt, reason },
    });
  }
}

async function send(stack: Stack, bucket: BucketRecord, target: Target, body: string, traceHeader?: string): Promise<string | undefined> {
  const [, , , region = bucket.region, account = bucket.account] = target.arn.split(':');
  const caller = { account, region, principal: 's3.amazonaws.com', traceHeader };
  if (target.kind === 'sqs') {
    const name = target.arn.split(':').at(-1);
    const { QueueUrl } = await stack.call<{ QueueUrl: string }>(
      'sqs',
      'GetQueueUrl',
      { QueueName: name, QueueOwnerAWSAccountId: account },
      caller,
    );
    return (await stack.call<{ MessageId?: string }>('sqs', 'SendMessage', { QueueUrl, MessageBody: body }, caller)).MessageId;
  }
  if (target.kind === 'events')
    return (await stack.call<{ Entries: { EventId?: string }[] }>('events', 'PutEvents', JSON.parse(body), caller)).Entries[0]?.EventId;
  if (target.kind === 'sns')
    return (
      await stack.call<{ MessageId?: string }>(
        'sns',
        'Publish',
        { TopicArn: target.arn, Subject: 'Amazon S3 Notification', Message: body },
        caller,
      )
    ).MessageId;
  await stack.call('lambda', 'Invoke', { FunctionName: target.arn, InvocationType: 'Event', Payload: Buffer.from(body) }, caller);
  return undefined;
}

/** Queues and topics get a test event before a configuration holds, so that a wrong target is known at once; of a function S3 asks only that it is there. */
export async function testTargets(context: Context, bucket: BucketRecord, targets: Target[]): Promise<void> {
  const body = JSON.stringify({
    Service: 'Amazon S3',
    Event: 's3:TestEvent',
    Time: new Date(Math.floor(context.stack.clock.now())).toISOString(),
    Bucket: bucket.name,
    RequestId: context.requestId,
    HostId: Buffer.from(context.requestId).toString('base64'),
  });
  for (const target of targets) {
    try {
      const caller = { account: context.account, region: target.arn.split(':')[3] ?? context.region, principal: context.principal };
      if (target.kind === 'lambda') await context.stack.call('lambda', 'GetFunctionConfiguration', { FunctionName: target.arn }, caller);
      else await send(context.stack, bucket, target, body);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      throw invalidArgument(`Unable to validate the following destination configurations: ${error.message}`, target.arn, target.kind);
    }
  }
}

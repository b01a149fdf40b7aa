import type { AwsError } from '../errors.ts';
import { invalidAttributeName, invalidAttributeValue, invalidValue } from './errors.ts';
import type { QueueRecord } from './records.ts';
import type { Store } from './store.ts';

/**
 * What a queue has when nothing is said.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html
 */
const DEFAULTS: Record<string, string> = {
  VisibilityTimeout: '30',
  MaximumMessageSize: '1048576',
  MessageRetentionPeriod: '345600',
  DelaySeconds: '0',
  ReceiveMessageWaitTimeSeconds: '0',
  SqsManagedSseEnabled: 'true',
};

const FIFO_DEFAULTS: Record<string, string> = {
  FifoQueue: 'true',
  ContentBasedDeduplication: 'false',
  DeduplicationScope: 'queue',
  FifoThroughputLimit: 'perQueue',
};

const RANGES: Record<string, [number, number]> = {
  VisibilityTimeout: [0, 43_200],
  MaximumMessageSize: [1024, 1_048_576],
  MessageRetentionPeriod: [60, 1_209_600],
  DelaySeconds: [0, 900],
  ReceiveMessageWaitTimeSeconds: [0, 20],
  KmsDataKeyReusePeriodSeconds: [60, 86_400],
};

const CHOICES: Record<string, string[]> = {
  SqsManagedSseEnabled: ['true', 'false'],
  ContentBasedDeduplication: ['true', 'false'],
  DeduplicationScope: ['queue', 'messageGroup'],
  FifoThroughputLimit: ['perQueue', 'perMessageGroupId'],
};

/** Those that an empty string takes away. */
const OPTIONAL = ['Policy', 'RedrivePolicy', 'RedriveAllowPolicy', 'KmsMasterKeyId', 'KmsDataKeyReusePeriodSeconds'];

export const defaultsOf = (fifo: boolean) => (fifo ? { ...DEFAULTS, ...FIFO_DEFAULTS } : { ...DEFAULTS });

type Identity = Pick<QueueRecord, 'fifo' | 'account' | 'region' | 'arn'>;

/** Checks given attributes and answers with them as they are kept; an empty string stands for "none". */
export function parseAttributes(given: Record<string, string | undefined>, queue: Identity, store: Store): Record<string, string> {
  const parsed: Record<string, string> = {};
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined) continue;
    parsed[name] = parseAttribute(name, String(value), queue, store);
  }
  // One kind of encryption at a time: a key takes the place of the one that SQS manages, and its absence gives that back.
  if (parsed.KmsMasterKeyId !== undefined && parsed.SqsManagedSseEnabled === undefined)
    parsed.SqsManagedSseEnabled = String(parsed.KmsMasterKeyId === '');
  if (parsed.KmsMasterKeyId && parsed.KmsDataKeyReusePeriodSeconds === undefined) parsed.KmsDataKeyReusePeriodSeconds = '300';
  if (parsed.FifoThroughputLimit === 'perMessageGroupId' && given.DeduplicationScope === 'queue')
    throw invalidValue(
      'FifoThroughputLimit',
      'perMessageGroupId',
      'The perMessageGroupId value is allowed only when the value for DeduplicationScope is messageGroup.',
    );
  return parsed;
}

function parseAttribute(name: string, value: string, queue: Identity, store: Store): string {
  const known = name in DEFAULTS || OPTIONAL.includes(name) || (queue.fifo && name in FIFO_DEFAULTS);
  if (!known) throw invalidAttributeName(name);
  if (value === '' && OPTIONAL.includes(name)) return '';
  const range = RANGES[name];
  if (range) {
    const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
    if (!(number >= range[0] && number <= range[1])) throw invalidAttributeValue(name);
    return String(number);
  }
  if (name === 'FifoQueue' && value !== 'true') throw invalidAttributeValue(name);
  const choices = CHOICES[name];
  if (choices && !choices.includes(value)) throw invalidAttributeValue(name);
  if (name === 'Policy') parsePolicy(value);
  if (name === 'RedrivePolicy') return parseRedrivePolicy(value, queue, store);
  if (name === 'RedriveAllowPolicy') return parseRedriveAllowPolicy(value);
  return value;
}

function parsePolicy(value: string) {
  const policy = asObject(value);
  if (!policy) throw invalidAttributeValue('Policy');
}

function asObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return value && typeof value === 'object' && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html */
function parseRedrivePolicy(value: string, queue: Identity, store: Store): string {
  const refuse = (reason: string): AwsError => invalidValue('RedrivePolicy', value, reason);
  const policy = asObject(value);
  if (!policy) throw refuse('Redrive policy is not a valid JSON map.');
  const { deadLetterTargetArn, maxReceiveCount } = policy;
  for (const name of ['deadLetterTargetArn', 'maxReceiveCount'])
    if (policy[name] === undefined) throw refuse(`Redrive policy does not contain mandatory attribute: ${name}.`);
  for (const name of Object.keys(policy))
    if (name !== 'deadLetterTargetArn' && name !== 'maxReceiveCount') throw refuse(`Unknown attribute in redrive policy: ${name}.`);
  const count = Number(maxReceiveCount);
  if (!Number.isInteger(count) || count < 1 || count > 1000)
    throw refuse(`Invalid value for maxReceiveCount: ${maxReceiveCount}, valid values are from 1 to 1000 both inclusive.`);
  const target = typeof deadLetterTargetArn === 'string' ? store.byArn(deadLetterTargetArn)?.record : undefined;
  if (!target || target.account !== queue.account || target.region !== queue.region) throw refuse('Dead letter target does not exist.');
  if (target.fifo !== queue.fifo) throw refuse('Dead-letter queue must be same type of queue as the source.');
  if (!allowsRedrive(target, queue.arn))
    throw refuse(`Queue ${target.arn} does not allow ${queue.arn} to use it as a dead-letter queue (RedriveAllowPolicy).`);
  return JSON.stringify({ deadLetterTargetArn, maxReceiveCount: count });
}

function allowsRedrive({ attributes }: QueueRecord, source: string): boolean {
  const policy = attributes.RedriveAllowPolicy ? asObject(attributes.RedriveAllowPolicy) : undefined;
  if (policy?.redrivePermission === 'denyAll') return false;
  if (policy?.redrivePermission === 'byQueue') return ((policy.sourceQueueArns as string[] | undefined) ?? []).includes(source);
  return true;
}

function parseRedriveAllowPolicy(value: string): string {
  const refuse = (reason: string): AwsError => invalidValue('RedriveAllowPolicy', value, reason);
  const policy = asObject(value);
  if (!policy) throw refuse('RedriveAllowPolicy is not a valid JSON map.');
  const { redrivePermission, sourceQueueArns } = policy;
  if (!['allowAll', 'denyAll', 'byQueue'].includes(String(redrivePermission)))
    throw refuse('redrivePermission must be allowAll, denyAll or byQueue.');
  if (redrivePermission !== 'byQueue' && sourceQueueArns !== undefined)
    throw refuse('sourceQueueArns is allowed only when redrivePermission is byQueue.');
  if (redrivePermission === 'byQueue' && (!Array.isArray(sourceQueueArns) || sourceQueueArns.length < 1 || sourceQueueArns.length > 10))
    throw refuse('sourceQueueArns must name 1 to 10 queues when redrivePermission is byQueue.');
  return value;
}

import type { IncomingMessage } from 'node:http';
import type { Credential } from '../iam/caller.ts';
import type { ServiceName } from '../services/service.ts';

/** X-Amz-Target prefixes of the JSON protocols. */
const TARGETS: Record<string, ServiceName> = {
  AmazonSQS: 'sqs',
  DynamoDB_20120810: 'dynamodb',
  DynamoDBStreams_20120810: 'dynamodbstreams',
  AmazonSSM: 'ssm',
  secretsmanager: 'secretsmanager',
  TrentService: 'kms',
  AmazonEC2ContainerRegistry_V20150921: 'ecr',
  AWSEvents: 'events',
  Logs_20140328: 'logs',
  GraniteServiceVersion20100801: 'monitoring',
};

const SCOPES = new Set<string>([
  'cloudformation',
  'dynamodb',
  'dynamodbstreams',
  'ecr',
  'events',
  'iam',
  'kms',
  'lambda',
  'logs',
  'monitoring',
  's3',
  'secretsmanager',
  'sns',
  'sqs',
  'ssm',
  'sts',
]);

export const isForm = (request: IncomingMessage) =>
  request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;

/** A function URL, by its host (as on AWS) or, where such names don't resolve, by its path. */
const isFunctionUrl = (host: string, path: string) => /^[a-z0-9]+\.lambda-url\./.test(host) || path.startsWith('/lambda-url/');

/** Why a request is for no service. */
export type Unserved = { unknown: string } | { unsigned: true } | { foreign: true } | { host: string };

/**
 * Which service a request is for; or the name that it gave and that is none of ours; or that it should have been signed; or that it is
 * `foreign`, of a page of elsewhere, and for more than such a page may reach.
 */
export function findService(
  request: IncomingMessage,
  path: string,
  query: URLSearchParams,
  credential: Credential,
  foreign: boolean,
): ServiceName | Exclude<Unserved, { host: string }> {
  if (isFunctionUrl(request.headers.host ?? '', path)) return 'lambda';
  const managed = request.headers['x-amz-target'] ?? (credential.scope === 's3' ? undefined : credential.scope);
  if (foreign && (managed !== undefined || path.startsWith('/_emulator/'))) return { foreign: true };
  if (path.startsWith('/cloudformation-custom-resource-response-')) return 'cloudformation';
  const target = request.headers['x-amz-target']?.toString().split('.')[0];
  if (target) return TARGETS[target] ?? { unknown: target };
  if (credential.scope) return SCOPES.has(credential.scope) ? (credential.scope as ServiceName) : { unknown: credential.scope };
  // not signed: SNS's confirm and unsubscribe links, then whatever anyone may read of a bucket
  if (query.has('Action') || path.startsWith('/SimpleNotificationService')) return 'sns';
  // a form is a call of the query protocol, and only a signature says of which service; S3's own forms are multipart
  if (request.method === 'POST' && isForm(request)) return { unsigned: true };
  return 's3';
}

import type { IncomingMessage } from 'node:http';
import type { Credential } from '../iam/caller.ts';
import type { ServiceName } from '../services/service.ts';

/** X-Amz-Target prefixes of the JSON protocols. */
const TARGETS: Record<string, ServiceName> = {
  AmazonSQS: 'sqs',
  DynamoDB_20120810: 'dynamodb',
  AmazonSSM: 'ssm',
  TrentService: 'kms',
  AmazonEC2ContainerRegistry_V20150921: 'ecr',
  Logs_20140328: 'logs',
  GraniteServiceVersion20100801: 'monitoring',
};

const SCOPES = new Set<string>([
  'cloudformation',
  'dynamodb',
  'ecr',
  'iam',
  'kms',
  'lambda',
  'logs',
  'monitoring',
  's3',
  'sns',
  'sqs',
  'ssm',
  'sts',
]);

/** A function URL, by its host (as on AWS) or, where such names don't resolve, by its path. */
export const isFunctionUrl = (host: string, path: string) => /^[a-z0-9]+\.lambda-url\./.test(host) || path.startsWith('/lambda-url/');

/** Which service a request is for, or the name that it gave and that is none of ours. */
export function findService(
  request: IncomingMessage,
  path: string,
  query: URLSearchParams,
  credential: Credential,
): ServiceName | { unknown: string } {
  if (isFunctionUrl(request.headers.host ?? '', path)) return 'lambda';
  if (path.startsWith('/cloudformation-custom-resource-response-')) return 'cloudformation';
  const target = request.headers['x-amz-target']?.toString().split('.')[0];
  if (target) return TARGETS[target] ?? { unknown: target };
  if (credential.scope) return SCOPES.has(credential.scope) ? (credential.scope as ServiceName) : { unknown: credential.scope };
  // not signed: SNS's confirm and unsubscribe links, then whatever anyone may read of a bucket
  if (query.has('Action') || path.startsWith('/SimpleNotificationService')) return 'sns';
  return 's3';
}

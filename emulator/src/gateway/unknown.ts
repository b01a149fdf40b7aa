import type { IncomingMessage, ServerResponse } from 'node:http';
import { awsJson } from '../protocol/aws-json.ts';
import { awsQuery } from '../protocol/aws-query.ts';
import { AwsError } from '../services/errors.ts';
import type { Service } from '../services/service.ts';
import { readBody } from './body.ts';

/** Answers for a service that isn't there, in the protocol that the request speaks, naming the service and the operation. */
export async function refuseUnknown(request: IncomingMessage, response: ServerResponse, service: string, requestId: string): Promise<void> {
  const body = await readBody(request).catch(() => Buffer.alloc(0));
  const isForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;
  const operation = isForm
    ? new URLSearchParams(body.toString('utf8')).get('Action')
    : (request.headers['x-amz-target']?.toString().split('.').at(-1) ?? `${request.method} ${request.url?.split('?')[0]}`);
  const error = new AwsError('UnknownService', `The embedded stack has no service ${service} (asked for ${operation})`, { status: 501 });
  const shape = { protocol: 'aws-json-1.1', xmlNamespace: '' } as Service;
  const answer = (isForm ? awsQuery : awsJson).encodeError(shape, error, requestId);
  response.writeHead(answer.status, answer.headers).end(answer.body);
}

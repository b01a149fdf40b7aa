import type { IncomingMessage, ServerResponse } from 'node:http';
import { awsJson } from '../protocol/aws-json.ts';
import { awsQuery } from '../protocol/aws-query.ts';
import type { HttpAnswer } from '../protocol/protocol.ts';
import { escapeXml } from '../protocol/xml.ts';
import { AwsError } from '../services/errors.ts';
import type { Service } from '../services/service.ts';
import { readBody } from './body.ts';
import { isForm, type Unserved } from './route.ts';

/** Services whose answers are XML though their requests are no forms. Their errors look like those of the query protocol. */
const REST_XML = new Set(['cloudfront', 'route53']);

/**
 * Answers for a request that is for no service of ours: in the protocol that it speaks, naming service and operation. A form that
 * isn't signed names no service at all: https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html
 */
export async function refuse(request: IncomingMessage, response: ServerResponse, why: Unserved, requestId: string): Promise<void> {
  const body = await readBody(request).catch(() => Buffer.alloc(0));
  const operation = isForm(request)
    ? new URLSearchParams(body.toString('utf8')).get('Action')
    : (request.headers['x-amz-target']?.toString().split('.').at(-1) ?? `${request.method} ${request.url?.split('?')[0]}`);
  const error = errorFor(why, operation ?? 'an Action', request.headers.origin ?? 'elsewhere');
  const answer = answerOf('unknown' in why ? why.unknown : '', isForm(request), error, requestId);
  response.writeHead(answer.status, answer.headers).end(answer.body);
}

function answerOf(service: string, form: boolean, error: AwsError, requestId: string): HttpAnswer {
  if (service === 'ec2' && form) return ec2Error(error, requestId);
  const shape = { protocol: 'aws-json-1.1', xmlNamespace: '' } as Service;
  return (form || REST_XML.has(service) ? awsQuery : awsJson).encodeError(shape, error, requestId);
}

/** https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html#operation-error-serialization */
const ec2Error = ({ status, code, message }: AwsError, requestId: string): HttpAnswer => ({
  status,
  headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId },
  body: `<Response><Errors><Error><Code>${code}</Code><Message>${escapeXml(message)}</Message></Error></Errors><RequestID>${requestId}</RequestID></Response>`,
});

function errorFor(why: Unserved, operation: string, origin: string): AwsError {
  if ('host' in why) return new AwsError('AccessDenied', strangeName(why.host.replace(/:\d*$/, '')), { status: 403 });
  if ('foreign' in why)
    return new AwsError(
      'AccessDenied',
      `A page of ${origin} may call function URLs and buckets of the embedded stack, and not ${operation}`,
      { status: 403 },
    );
  if ('unsigned' in why)
    return new AwsError(
      'MissingAuthenticationToken',
      `Request is missing Authentication Token: without one nobody can tell which service is asked for ${operation}`,
      { status: 403 },
    );
  return new AwsError('UnknownService', `The embedded stack has no service ${why.unknown} (asked for ${operation})`, { status: 501 });
}

const strangeName = (host: string) =>
  `The embedded stack does not answer to the name ${host}: a page in a browser could reach it by any that leads here. ` +
  `If it is yours, start the stack with --allow-host ${host} (or PUSHPULL_ALLOW_HOSTS=${host}), or startEmulator({ allowHosts: ['${host}'] })`;

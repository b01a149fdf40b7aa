import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { credentialOf } from '../iam/caller.ts';
import { awsJson } from '../protocol/aws-json.ts';
import { awsQuery } from '../protocol/aws-query.ts';
import type { HttpAnswer, Protocol } from '../protocol/protocol.ts';
import { restJson } from '../protocol/rest-json.ts';
import { restXml } from '../protocol/rest-xml.ts';
import { tableOf } from '../protocol/table.ts';
import { SerializationError } from '../protocol/values.ts';
import { AwsError } from '../services/errors.ts';
import { serviceOf } from '../services/registry.ts';
import type { Context, Service, Stack } from '../services/service.ts';
import { readBody } from './body.ts';
import type { HostCheck } from './hosts.ts';
import { type Controls, handleInternal } from './internal.ts';
import { byForeignPage } from './page.ts';
import { refuse } from './refuse.ts';
import { findService, isForm } from './route.ts';

const PROTOCOLS: Record<Service['protocol'], Protocol> = {
  'aws-json-1.0': awsJson,
  'aws-json-1.1': awsJson,
  'aws-query': awsQuery,
  'rest-json': restJson,
  'rest-xml': restXml,
};

/** The one HTTP port: finds the service and the operation, reads the input, writes the answer. */
export function createGateway(stackNow: () => Stack, answersTo: HostCheck, controls: Controls) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      await handle(request, response, stackNow(), answersTo, controls);
    } catch (error) {
      console.error('emulator: a request failed unexpectedly:', error);
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'application/json' });
      response.end('{"__type":"InternalFailure","message":"The embedded stack failed; its log says why"}');
    }
  };
}

async function handle(request: IncomingMessage, response: ServerResponse, stack: Stack, answersTo: HostCheck, controls: Controls) {
  const [rawPath = '/', search = ''] = (request.url ?? '/').split(/\?(.*)/s);
  const query = new URLSearchParams(search);
  const requestId = randomUUID();
  if (!answersTo(request.headers.host)) return refuse(request, response, { host: request.headers.host ?? '' }, requestId);
  const foreign = byForeignPage(request);
  if (rawPath.startsWith('/_emulator/') && !foreign) return handleInternal(request, response, rawPath, query, stack, controls);

  const credential = credentialOf(request, query);
  const found = findService(request, rawPath, query, credential, foreign);
  if (typeof found === 'object') {
    await refuse(request, response, found, requestId);
    return;
  }
  const service = await serviceOf(found);
  if (service.handleRaw && (await service.handleRaw(request, response, credential.caller, stack))) return;

  const protocol = PROTOCOLS[spokenBy(request, query, service)];
  const gone = new AbortController();
  response.on('close', () => gone.abort(new Error('the caller has gone')));
  let answer: HttpAnswer;
  try {
    answer = await answerTo(request, service, protocol, requestId);
  } catch (error) {
    answer = protocol.encodeError(service, asAwsError(error, found), requestId);
  }
  send(response, answer, request.method === 'HEAD');

  async function answerTo(request: IncomingMessage, service: Service, protocol: Protocol, requestId: string): Promise<HttpAnswer> {
    const table = tableOf(service.name);
    const body = await readBody(request);
    const headers = request.headers as Record<string, string | undefined>;
    if (credential.presigned && service.name === 's3')
      (await import('../services/s3/presigned.ts')).checkPresigned(query, stack.clock.unscaled());
    const path = service.name === 's3' ? withBucket(rawPath, headers.host ?? '') : rawPath;
    const decoded = protocol.decode(service, table, { method: request.method ?? 'GET', path, query, headers, body });
    if (!decoded)
      throw new AwsError('UnknownOperation', `${request.method} ${rawPath} is no operation of ${service.name}`, { status: 404 });
    const operation = service.operations[decoded.operation];
    if (!operation)
      throw new AwsError('NotImplemented', `The embedded stack does not support ${service.name}:${decoded.operation}`, { status: 501 });
    const context: Context = {
      ...credential.caller,
      stack,
      requestId,
      traceHeader: headers['x-amzn-trace-id'],
      signal: gone.signal,
      headers,
    };
    const output = await operation(decoded.input(), context);
    return protocol.encode(service, table, decoded.operation, (output ?? {}) as Record<string, unknown>, requestId);
  }
}

/**
 * SQS and CloudWatch spoke the query protocol before JSON and still answer it: that is what clients of before 2023 send, such as
 * the AWS CLI that Debian 12 has. https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-json-faqs.html
 */
const spokenBy = (request: IncomingMessage, query: URLSearchParams, { protocol, xmlNamespace }: Service): Service['protocol'] =>
  protocol.startsWith('aws-json') && xmlNamespace && (isForm(request) || query.has('Action')) ? 'aws-query' : protocol;

/** `bucket.localhost:4566/key` → `/bucket/key`; names only, since an IP address has no subdomains. */
function withBucket(path: string, host: string): string {
  const bucket = host.match(/^(.+?)\.(?:s3[.-][^:]*|s3|localhost)(?::\d+)?$/)?.[1];
  return bucket && bucket !== 's3' ? `/${bucket}${path}` : path;
}

/** What went wrong as an AWS error; what no operation foresaw is an InternalFailure, and stands in the log. */
function asAwsError(error: unknown, service: string): AwsError {
  if (error instanceof AwsError) return error;
  if (error instanceof SerializationError) return new AwsError('SerializationException', error.message);
  console.error(`emulator: ${service} failed unexpectedly:`, error);
  return new AwsError('InternalFailure', `The embedded stack failed: ${(error as Error).message}`, { status: 500 });
}

function send(response: ServerResponse, { status, headers, body }: HttpAnswer, head: boolean) {
  if (response.destroyed) return;
  const length = Object.keys(headers).find((name) => name.toLowerCase() === 'content-length');
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  if (!length && status !== 204 && status !== 304) headers['content-length'] = String(bytes.length);
  response.writeHead(status, headers);
  response.end(head || status === 204 || status === 304 ? undefined : bytes);
}

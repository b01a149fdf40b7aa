import type { IncomingMessage } from 'node:http';

export interface UrlRequest {
  id: string;
  account: string;
  region: string;
  requestId: string;
  now: number;
  domain: string;
  /** Path behind the function's own prefix. */
  rawPath: string;
  rawQueryString: string;
  traceHeader: string;
  request: IncomingMessage;
  body: Buffer;
  /** IAM caller, for AWS_IAM. */
  iam: { accountId: string; accessKey: string; userArn: string } | undefined;
}

const TEXT = /^(text\/|application\/(json|javascript|xml|x-www-form-urlencoded|[\w.-]+\+(json|xml)))/i;

/** Payload format 2.0: https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-payloads */
export function eventOf(input: UrlRequest): object {
  const { request, body, rawQueryString, id, domain, now } = input;
  const { cookie, ...rest } = request.headers;
  const headers: Record<string, string> = {
    'x-amzn-trace-id': input.traceHeader,
    'x-forwarded-for': address(request),
    'x-forwarded-proto': 'http',
    'x-forwarded-port': String(request.socket.localPort ?? 80),
  };
  for (const [name, value] of Object.entries(rest)) if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(',') : value;
  headers['x-amzn-trace-id'] = input.traceHeader;
  const text = !request.headers['content-encoding'] && (!request.headers['content-type'] || TEXT.test(request.headers['content-type']));
  const query: Record<string, string> = {};
  for (const [key, value] of new URLSearchParams(rawQueryString)) query[key] = key in query ? `${query[key]},${value}` : value;
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: input.rawPath,
    rawQueryString,
    ...(cookie ? { cookies: cookie.split(/;\s*/) } : {}),
    headers,
    ...(rawQueryString ? { queryStringParameters: query } : {}),
    requestContext: {
      accountId: input.iam ? input.account : 'anonymous',
      apiId: id,
      domainName: domain,
      domainPrefix: id,
      http: {
        method: request.method,
        path: input.rawPath,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp: address(request),
        userAgent: request.headers['user-agent'] ?? '',
      },
      ...(input.iam ? { authorizer: { iam: input.iam } } : {}),
      requestId: input.requestId,
      routeKey: '$default',
      stage: '$default',
      time: logTime(now),
      timeEpoch: Math.floor(now),
    },
    ...(body.length > 0 ? { body: body.toString(text ? 'utf8' : 'base64') } : {}),
    isBase64Encoded: body.length > 0 && !text,
  };
}

const address = (request: IncomingMessage) => (request.socket.remoteAddress ?? '127.0.0.1').replace(/^::ffff:/, '');

/** `21/Nov/2026:14:03:00 +0000` */
function logTime(now: number): string {
  const [, day, month, year, time] = /^\w+, (\d+) (\w+) (\d+) ([\d:]+)/.exec(new Date(now).toUTCString()) ?? [];
  return `${day}/${month}/${year}:${time} +0000`;
}

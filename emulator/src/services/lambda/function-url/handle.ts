import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { AwsError } from '../../errors.ts';
import type { Caller, Stack } from '../../service.ts';
import { execute, newTraceHeader } from '../execute.ts';
import { allowsPublicUrl } from '../policy.ts';
import { codeKey, type FunctionRecord, functionsOf, LATEST, qualified, type UrlRecord, urlsOf } from '../store.ts';
import { answerOf, internalError, refuse, type UrlAnswer } from './answer.ts';
import { corsHeaders, isPreflight } from './cors.ts';
import { eventOf } from './event.ts';

/**
 * What an invocation takes: the whole event, in which bytes are base64. So a body of bytes may have some 4.5 MiB.
 * https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
const MAX_PAYLOAD = 6_291_456;
const ADVICE =
  'Forbidden. For troubleshooting Function URL authorization issues, see: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html';

interface Place {
  id: string;
  domain: string;
  path: string;
  query: string;
}

/** Which URL a request is for: by host as on AWS, or by path where such a host name doesn't resolve. */
function placeOf(request: IncomingMessage): Place | undefined {
  const host = request.headers.host ?? '';
  const [path = '/', query = ''] = (request.url ?? '/').split(/\?(.*)/s);
  const byHost = /^([a-z0-9]+)\.lambda-url\./.exec(host)?.[1];
  if (byHost) return { id: byHost, domain: host, path, query };
  const byPath = /^\/lambda-url\/([^/]+)(\/.*)?$/.exec(path);
  return byPath ? { id: byPath[1] as string, domain: host, path: byPath[2] ?? '/', query } : undefined;
}

/** Answers requests to function URLs; false for any other request. */
export async function handleFunctionUrl(
  request: IncomingMessage,
  response: ServerResponse,
  caller: Caller,
  stack: Stack,
): Promise<boolean> {
  const place = placeOf(request);
  if (!place) return false;
  if (place.id === '_code') {
    sendCode(response, stack, place.path);
    return true;
  }
  const target = urlsOf(stack).get(place.id);
  const record = target && functionsOf(stack).get(target.arn);
  const url = record?.urls[target?.qualifier ?? ''];
  const requestId = randomUUID();
  if (!target || !record || !url) {
    request.resume();
    send(response, refuse(403, null), { 'x-amzn-requestid': requestId });
    return true;
  }
  const traceHeader = request.headers['x-amzn-trace-id']?.toString() ?? newTraceHeader(stack);
  const preflight = url.cors !== undefined && isPreflight(request);
  const cors = corsHeaders(url.cors, request, preflight);
  const answer = preflight
    ? { ...refuse(200, ''), headers: {}, body: Buffer.alloc(0) }
    : await call(request, caller, stack, place, record, target.qualifier, url, requestId, traceHeader);
  send(response, answer, { 'x-amzn-requestid': requestId, 'x-amzn-trace-id': traceHeader, ...cors });
  return true;
}

async function call(
  request: IncomingMessage,
  caller: Caller,
  stack: Stack,
  { id, domain, path, query }: Place,
  record: FunctionRecord,
  at: string,
  url: UrlRecord,
  requestId: string,
  traceHeader: string,
): Promise<UrlAnswer> {
  const qualifier = at === LATEST ? undefined : at;
  const body = await readLimited(request);
  // nobody reads this, and the function never hears of it
  if (body === 'cut') return refuse(400, 'The connection ended before the request was complete');
  const signed = caller.accessKeyId !== undefined;
  if (url.authType === 'AWS_IAM' && !signed) return refuse(403, ADVICE);
  if (url.authType === 'NONE' && !allowsPublicUrl(record, at)) return refuse(403, ADVICE);
  if (!body) return tooLarge();
  const iam =
    url.authType === 'AWS_IAM'
      ? { accountId: caller.account, accessKey: caller.accessKeyId as string, userArn: caller.principal }
      : undefined;
  const now = stack.clock.now();
  const event = eventOf({
    id,
    account: record.account,
    region: record.region,
    requestId,
    now,
    domain,
    rawPath: path,
    rawQueryString: query,
    traceHeader,
    request,
    body,
    iam,
  });
  const payload = Buffer.from(JSON.stringify(event));
  if (payload.length > MAX_PAYLOAD) return tooLarge();
  stack.events.emit({
    type: 'lambda.accepted',
    resource: qualified(record, qualifier),
    messageId: requestId,
    traceHeader,
    detail: { invocationType: 'FunctionUrl' },
  });
  try {
    const { outcome } = await execute(stack, record, qualifier, { requestId, payload, traceHeader });
    return outcome.status === 'ok' ? answerOf(outcome.payload) : internalError();
  } catch (error) {
    if (error instanceof AwsError && error.status === 429) return refuse(429, 'Rate Exceeded.');
    if (error instanceof AwsError) return refuse(error.status, error.message);
    return internalError();
  }
}

const tooLarge = () => refuse(413, `Request must be smaller than ${MAX_PAYLOAD} bytes for the InvokeFunction operation`);

/**
 * The body; undefined when no event could hold it, and then it has been read to its end so that the caller hears of it; `cut` when the caller has
 * gone before it was whole.
 */
async function readLimited(request: IncomingMessage): Promise<Buffer | 'cut' | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size <= MAX_PAYLOAD) chunks.push(chunk);
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ECONNRESET') return 'cut';
    throw error;
  }
  return size > MAX_PAYLOAD ? undefined : Buffer.concat(chunks);
}

/** Headers that belong to the connection, and not to what the function says. */
const DROPPED = new Set(['connection', 'transfer-encoding', 'content-length', 'keep-alive', 'upgrade']);

function send(response: ServerResponse, { status, headers, cookies, body }: UrlAnswer, more: Record<string, string>) {
  if (response.destroyed) return;
  const all: Record<string, string | string[]> = { ...more };
  for (const [name, value] of Object.entries(headers)) if (!DROPPED.has(name)) all[name] = value;
  // What CORS says goes before what the function says, since two origins in one answer are none.
  Object.assign(all, more);
  if (cookies.length > 0) all['set-cookie'] = cookies;
  try {
    response.writeHead(status, { ...all, ...(status === 204 || status === 304 ? {} : { 'content-length': String(body.length) }) });
  } catch {
    const text = 'Internal Server Error';
    response.writeHead(502, { 'content-type': 'application/json', 'content-length': text.length }).end(text);
    return;
  }
  response.end(status === 204 || status === 304 ? undefined : body);
}

/** Where GetFunction says that the deployment package is. */
function sendCode(response: ServerResponse, stack: Stack, path: string) {
  const bytes = stack.journal.blobs.get(codeKey(decodeURIComponent(path.slice(1))));
  response.writeHead(bytes ? 200 : 404, { 'content-type': 'application/zip' }).end(bytes);
}

import { type IncomingMessage, request } from 'node:http';
import type { LookupFunction } from 'node:net';
import { Readable } from 'node:stream';

/** Names below `localhost` are this machine: https://www.rfc-editor.org/rfc/rfc6761#section-6.3 */
const below = (hostname: string) => hostname.endsWith('.localhost');

const loopback: LookupFunction = (_hostname, options, callback) => {
  if (options.all) callback(null, [{ address: '127.0.0.1', family: 4 }]);
  else callback(null, '127.0.0.1', 4);
};

/** https://fetch.spec.whatwg.org/#redirect-status */
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/** Nothing here sends anybody further than once; whoever does goes round in a circle. */
const MOST_REDIRECTS = 5;
const NO_BODY = new Set([101, 204, 205, 304]);

/**
 * `fetch`, which also reaches the function URLs of a LocalStack on this machine (`http://ID.lambda-url.REGION.localhost:PORT/`). Their
 * names resolve in browsers and in curl, but not by most systems' resolvers, which Node asks; and `fetch` lets nobody set `Host`.
 */
export const localFetch: typeof fetch = (input, init) => ask(new Request(input, init), MOST_REDIRECTS);

async function ask(asked: Request, redirectsLeft: number): Promise<Response> {
  const url = new URL(asked.url);
  if (url.protocol !== 'http:' || !below(url.hostname)) return fetch(asked);
  const body = asked.body ? Buffer.from(await asked.arrayBuffer()) : undefined;
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    const headers = { ...Object.fromEntries(asked.headers), ...(body ? { 'content-length': body.length } : {}) };
    const sent = request(url, { method: asked.method, headers, lookup: loopback, signal: asked.signal }, resolve);
    sent.once('error', (error) => reject(asked.signal.aborted ? asked.signal.reason : new TypeError('fetch failed', { cause: error })));
    sent.end(body);
  });
  const headers = new Headers();
  for (const [name, values] of Object.entries(answer.headersDistinct)) for (const value of values ?? []) headers.append(name, value);
  const status = answer.statusCode ?? 0;
  const location = REDIRECTS.has(status) ? answer.headers.location : undefined;
  if (location !== undefined && asked.redirect !== 'manual') {
    answer.resume();
    if (asked.redirect === 'error') throw new TypeError('fetch failed', { cause: new Error(`redirected to ${location}`) });
    if (redirectsLeft === 0) throw new TypeError('fetch failed', { cause: new Error(`more than ${MOST_REDIRECTS} redirects`) });
    return ask(elsewhere(asked, status, new URL(location, url), body), redirectsLeft - 1);
  }
  const empty = NO_BODY.has(status) || asked.method === 'HEAD';
  if (empty) answer.resume();
  const content = empty ? null : (Readable.toWeb(answer) as ReadableStream<Uint8Array>);
  return new Response(content, { status, statusText: answer.statusMessage ?? '', headers });
}

/**
 * What is asked where a redirect leads: 307 and 308 ask the same there, the others ask with GET what was posted, without what told of the
 * body. Credentials stay with the host they were for. https://fetch.spec.whatwg.org/#http-redirect-fetch
 */
function elsewhere(asked: Request, status: number, to: URL, body: Buffer | undefined): Request {
  const headers = new Headers(asked.headers);
  if (to.origin !== new URL(asked.url).origin) for (const name of ['authorization', 'cookie']) headers.delete(name);
  const same = status >= 307 || (asked.method !== 'POST' && status !== 303) || asked.method === 'HEAD';
  if (!same) for (const name of [...headers.keys()]) if (name.startsWith('content-')) headers.delete(name);
  return new Request(to, {
    method: same ? asked.method : 'GET',
    headers,
    ...(same && body ? { body: new Uint8Array(body) } : {}),
    signal: asked.signal,
  });
}

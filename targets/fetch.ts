import { type IncomingMessage, request } from 'node:http';
import type { LookupFunction } from 'node:net';
import { Readable } from 'node:stream';

/** Names below `localhost` are this machine: https://www.rfc-editor.org/rfc/rfc6761#section-6.3 */
const below = (hostname: string) => hostname.endsWith('.localhost');

const loopback: LookupFunction = (_hostname, options, callback) => {
  if (options.all) callback(null, [{ address: '127.0.0.1', family: 4 }]);
  else callback(null, '127.0.0.1', 4);
};

/** Of the redirects those that are followed by a GET, whatever was asked before; the others nothing here answers with. */
const SEE_ELSEWHERE = new Set([301, 302, 303]);
const NO_BODY = new Set([101, 204, 205, 304]);

/**
 * `fetch`, which also reaches the function URLs of a LocalStack on this machine (`http://ID.lambda-url.REGION.localhost:PORT/`). Their
 * names resolve in browsers and in curl, but not by most systems' resolvers, which Node asks; and `fetch` lets nobody set `Host`.
 */
export const localFetch: typeof fetch = async (input, init) => {
  const asked = new Request(input, init);
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
  if (asked.redirect === 'follow' && SEE_ELSEWHERE.has(status) && answer.headers.location !== undefined) {
    answer.resume();
    return localFetch(new URL(answer.headers.location, url), { signal: asked.signal });
  }
  const empty = NO_BODY.has(status) || asked.method === 'HEAD';
  if (empty) answer.resume();
  const content = empty ? null : (Readable.toWeb(answer) as ReadableStream<Uint8Array>);
  return new Response(content, { status, statusText: answer.statusMessage ?? '', headers });
};

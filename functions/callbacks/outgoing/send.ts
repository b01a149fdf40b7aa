import { type IncomingMessage, request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { Allowed } from './address.ts';
import { type Address, checkUrl, NameTimeout, RESOLVE_TIMEOUT_MS, type Resolve, type UrlRefusal, UrlRefused } from './check-url.ts';

/** For all hops together: a slow endpoint holds up nothing for longer. */
const TIMEOUT_MS = 3_000;
const MAX_REDIRECTS = 3;
/** Nobody needs an answer's content; this much of it is let in before the line is cut. */
const MAX_ANSWER_BYTES = 64 * 1024;

export type Sent =
  | { result: 'delivered'; status: number }
  /** It may do next time. */
  | { result: 'failed'; reason: string }
  /** It never will. */
  | { result: 'refused'; code: UrlRefusal | 'TOO_MANY_REDIRECTS' | 'DOWNGRADE'; reason: string };

export interface SendOptions {
  allowed: Allowed;
  resolve?: Resolve;
  timeoutMs?: number;
}

/** Posts to somebody else's URL. Each hop of a redirect is checked as the first one is, and connects to the address that was checked. */
export async function send(
  target: string,
  body: string,
  headers: Record<string, string>,
  { allowed, resolve, timeoutMs = TIMEOUT_MS }: SendOptions,
): Promise<Sent> {
  const signal = AbortSignal.timeout(timeoutMs);
  const until = performance.now() + timeoutMs;
  try {
    let next = target;
    let secure = false;
    for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
      const { url, address } = await checkUrl(next, allowed, resolve, Math.min(RESOLVE_TIMEOUT_MS, Math.ceil(until - performance.now())));
      if (secure && url.protocol === 'http:')
        return { result: 'refused', code: 'DOWNGRADE', reason: `The redirect to ${url.origin} leaves https.` };
      secure = url.protocol === 'https:';
      const { status, location } = await post(url, address, body, headers, signal);
      if (status >= 200 && status < 300) return { result: 'delivered', status };
      // 303 asks for a GET, which delivers nothing
      if (![301, 302, 307, 308].includes(status) || location === undefined) return { result: 'failed', reason: `it answered ${status}` };
      next = URL.canParse(location, url) ? new URL(location, url).href : location;
    }
    return { result: 'refused', code: 'TOO_MANY_REDIRECTS', reason: `More than ${MAX_REDIRECTS} redirects.` };
  } catch (error) {
    if (error instanceof UrlRefused) return { result: 'refused', code: error.code, reason: error.message };
    if (error instanceof NameTimeout) return { result: 'failed', reason: error.message };
    return { result: 'failed', reason: signal.aborted ? `no answer in ${timeoutMs} ms` : (error as Error).message };
  }
}

function post(url: URL, { address, family }: Address, body: string, headers: Record<string, string>, signal: AbortSignal) {
  const pinned: LookupFunction = (_hostname, options, callback) => {
    if (options.all) callback(null, [{ address, family }]);
    else callback(null, address, family);
  };
  return new Promise<{ status: number; location?: string }>((resolve, reject) => {
    const answered = (response: IncomingMessage) => {
      const { statusCode: status = 0 } = response;
      const { location } = response.headers;
      const done = () => resolve({ status, ...(location ? { location } : {}) });
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes <= MAX_ANSWER_BYTES) return;
        done();
        response.destroy();
      });
      response.once('end', done);
      response.once('error', reject);
    };
    const sent = (url.protocol === 'https:' ? overHttps : overHttp)(
      url,
      {
        method: 'POST',
        headers: { ...headers, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
        lookup: pinned,
        agent: false,
        signal,
      },
      answered,
    );
    sent.once('error', reject);
    sent.end(body);
  });
}

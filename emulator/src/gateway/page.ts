import type { IncomingMessage } from 'node:http';

const HERE = /^(127(\.\d{1,3}){3}|localhost|.+\.localhost|\[::1\])$/;

/**
 * Whether a page in a browser asks that isn't of this machine. Any page may send simple requests here, and no signature is checked: one
 * visit to it could make a function and run it. Pages get to function URLs and to buckets, as on AWS, and to nothing else. The browser says
 * who asks: https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Origin, and where a GET has no origin, Sec-Fetch-Site.
 */
export function byForeignPage({ headers: { origin, ...headers } }: IncomingMessage): boolean {
  if (origin === undefined) return headers['sec-fetch-site'] === 'cross-site';
  // not those of debuggers and extensions
  if (!/^(https?:|null$)/i.test(origin)) return false;
  return !URL.canParse(origin) || !HERE.test(new URL(origin).hostname);
}

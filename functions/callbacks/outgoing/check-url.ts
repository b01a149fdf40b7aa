import { lookup } from 'node:dns/promises';
import ipaddr from 'ipaddr.js';
import { type AddressRefusal, type Allowed, refusalOf } from './address.ts';

export type UrlRefusal = AddressRefusal | 'INVALID_URL' | 'SCHEME' | 'USERINFO' | 'PORT';

/** A URL that is never called. */
export class UrlRefused extends Error {
  readonly code: UrlRefusal;
  constructor(code: UrlRefusal, message: string) {
    super(message);
    this.name = 'UrlRefused';
    this.code = code;
  }
}

export interface Address {
  address: string;
  family: number;
}
/** A name's servers may take their time, or be made to: DNS itself would wait for half a minute. */
export const RESOLVE_TIMEOUT_MS = 2_000;

/** The name's servers said nothing in time; another try may help. */
export class NameTimeout extends Error {
  constructor(hostname: string, ms: number) {
    super(`The name ${hostname} was not resolved in ${ms} ms (DNS_TIMEOUT).`);
    this.name = 'NameTimeout';
  }
}

export type Resolve = (hostname: string) => Promise<Address[]>;
const resolveByDns: Resolve = (hostname) => lookup(hostname, { all: true, verbatim: true });

/** Where web servers listen; others might be a database's or a mail server's, which understand more than they should. */
const PORTS = new Set(['', '80', '443', '8080', '8443']);

/**
 * The URL and the one address that may be connected to. Who connects must take this address and not ask the name again: its owner may
 * answer a public address now and a private one a moment later. Of several addresses one bad one spoils all. What a browser would read as
 * an address (0x7f000001, 2130706433, 0177.1) is read so here too, by the same rules: https://url.spec.whatwg.org/#concept-ipv4-parser
 */
export async function checkUrl(
  text: string,
  allowed: Allowed,
  resolve: Resolve = resolveByDns,
  timeoutMs = RESOLVE_TIMEOUT_MS,
): Promise<{ url: URL; address: Address }> {
  if (!URL.canParse(text)) throw new UrlRefused('INVALID_URL', 'This is no URL.');
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new UrlRefused('SCHEME', `${url.protocol} is neither http: nor https:`);
  if (url.username || url.password) throw new UrlRefused('USERINFO', 'The URL names a user, which serves to mislead about its host.');
  const hostname = url.hostname.replace(/^\[|\]$/g, '');
  const addresses = ipaddr.isValid(hostname)
    ? [{ address: hostname, family: hostname.includes(':') ? 6 : 4 }]
    : await inTime(hostname, resolve(hostname), timeoutMs);
  const [address] = addresses;
  if (address === undefined) throw new Error(`${hostname} has no address`);
  for (const one of addresses) {
    if (allowed(one.address)) continue;
    const refusal = refusalOf(one.address);
    if (refusal) throw new UrlRefused(refusal, `${hostname} is ${one.address}, which callbacks may not reach.`);
    if (!PORTS.has(url.port)) throw new UrlRefused('PORT', `Callbacks reach the ports ${[...PORTS].filter(Boolean).join(', ')} alone.`);
  }
  return { url, address };
}

/** A look-up cannot be called off: what it still finds is of no interest. */
async function inTime<T>(hostname: string, lookup: Promise<T>, ms: number): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new NameTimeout(hostname, ms)), ms);
  try {
    return await Promise.race([lookup, late.promise]);
  } finally {
    clearTimeout(timer);
    lookup.catch(() => undefined);
  }
}

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CORSRule } from '@aws-sdk/client-s3';
import type { BucketRecord, S3Store } from './store.ts';

/** A pattern with one `*` at most. */
function matches(pattern: string, text: string): boolean {
  const [before = '', after] = pattern.split('*');
  return after === undefined
    ? pattern === text
    : text.length >= before.length + after.length && text.startsWith(before) && text.endsWith(after);
}

/** The bucket that a request names: by its host (`bucket.localhost`), else by the first part of its path. */
function bucketOf(request: IncomingMessage, store: S3Store): BucketRecord | undefined {
  const host = request.headers.host?.match(/^(.+?)\.(?:s3[.-][^:]*|s3|localhost)(?::\d+)?$/)?.[1];
  const path = /^\/([^/?]+)/.exec(request.url ?? '')?.[1] ?? '';
  return (host && store.buckets.get(host)) || store.buckets.get(path);
}

/**
 * Browsers' cross-origin requests, by the bucket's CORS rules: sets the headers of the answer, and answers preflights itself.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/cors.html
 */
export function handleCors(request: IncomingMessage, response: ServerResponse, store: S3Store): boolean {
  const origin = request.headers.origin;
  const preflight = request.method === 'OPTIONS';
  if (origin === undefined && !preflight) return false;
  const bucket = bucketOf(request, store);
  const configuration = bucket?.configuration.CORSConfiguration as { CORSRules?: CORSRule[] } | undefined;
  const method = preflight ? request.headers['access-control-request-method'] : request.method;
  const asked = (request.headers['access-control-request-headers'] ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  const rule = configuration?.CORSRules?.find(
    ({ AllowedMethods = [], AllowedOrigins = [], AllowedHeaders = [] }) =>
      AllowedMethods.includes(method ?? '') &&
      AllowedOrigins.some((pattern) => matches(pattern, origin ?? '')) &&
      (!preflight || asked.every((name) => AllowedHeaders.some((pattern) => matches(pattern.toLowerCase(), name.toLowerCase())))),
  );
  if (!rule) {
    if (!preflight) return false;
    const message = configuration
      ? 'CORSResponse: This CORS request is not allowed.'
      : 'CORSResponse: CORS is not enabled for this bucket.';
    response.writeHead(403, { 'content-type': 'application/xml' });
    response.end(`<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessForbidden</Code><Message>${message}</Message></Error>`);
    return true;
  }
  const any = rule.AllowedOrigins?.includes('*');
  response.setHeader('Access-Control-Allow-Origin', any ? '*' : (origin as string));
  if (!any) response.setHeader('Access-Control-Allow-Credentials', 'true');
  response.setHeader('Access-Control-Allow-Methods', rule.AllowedMethods?.join(', ') ?? '');
  response.setHeader('Vary', 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method');
  if (rule.ExposeHeaders?.length) response.setHeader('Access-Control-Expose-Headers', rule.ExposeHeaders.join(', '));
  if (rule.MaxAgeSeconds !== undefined) response.setHeader('Access-Control-Max-Age', String(rule.MaxAgeSeconds));
  if (!preflight) return false;
  if (asked.length > 0) response.setHeader('Access-Control-Allow-Headers', asked.join(', '));
  response.writeHead(200, { 'content-length': '0' });
  response.end();
  return true;
}

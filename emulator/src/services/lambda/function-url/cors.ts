import type { IncomingMessage } from 'node:http';
import type { Cors } from '@aws-sdk/client-lambda';

/** The CORS headers of an answer, none where the origin isn't allowed. https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html#urls-cors */
export function corsHeaders(cors: Cors | undefined, request: IncomingMessage, preflight: boolean): Record<string, string> {
  const origin = request.headers.origin;
  if (!cors || !origin) return {};
  const allowed = cors.AllowOrigins ?? [];
  if (!allowed.includes('*') && !allowed.includes(origin)) return {};
  const list = (values: string[] | undefined) => (values ?? []).join(',');
  const any = allowed.includes('*') && !cors.AllowCredentials;
  return {
    'access-control-allow-origin': any ? '*' : origin,
    ...(any ? {} : { vary: 'Origin' }),
    ...(cors.AllowCredentials ? { 'access-control-allow-credentials': 'true' } : {}),
    ...(!preflight && cors.ExposeHeaders?.length ? { 'access-control-expose-headers': list(cors.ExposeHeaders) } : {}),
    ...(preflight && cors.AllowMethods?.length ? { 'access-control-allow-methods': list(cors.AllowMethods) } : {}),
    ...(preflight && cors.AllowHeaders?.length ? { 'access-control-allow-headers': list(cors.AllowHeaders) } : {}),
    ...(preflight && cors.MaxAge !== undefined ? { 'access-control-max-age': String(cors.MaxAge) } : {}),
  };
}

export const isPreflight = (request: IncomingMessage) =>
  request.method === 'OPTIONS' && request.headers.origin !== undefined && request.headers['access-control-request-method'] !== undefined;

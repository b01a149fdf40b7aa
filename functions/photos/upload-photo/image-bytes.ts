import type { HttpEvent } from '../../shared/middleware/http.ts';

/**
 * The image in a request: raw bytes (which a function URL brings as base64), or base64 text or a data: URL
 * from callers that can send nothing else.
 * https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-payloads
 */
export function imageBytes(event: Pick<HttpEvent, 'body' | 'isBase64Encoded'>): Uint8Array {
  const body = event.body ?? '';
  const bytes = Buffer.from(body, event.isBase64Encoded ? 'base64' : 'latin1');
  const text = bytes.toString('latin1').trim();
  const base64 = /^(?:data:image\/[\w.+-]+;base64,)?([A-Za-z0-9+/\r\n]+={0,2})$/.exec(text)?.[1];
  return base64 === undefined ? bytes : Buffer.from(base64, 'base64');
}

export interface UrlAnswer {
  status: number;
  headers: Record<string, string>;
  cookies: string[];
  body: Buffer;
}

export const internalError = (): UrlAnswer => ({
  status: 502,
  headers: { 'content-type': 'application/json' },
  cookies: [],
  body: Buffer.from('Internal Server Error'),
});
const ERROR_TYPES: Record<number, string> = { 403: 'AccessDeniedException', 413: 'RequestEntityTooLargeException' };

export const refuse = (status: number, message: string | null): UrlAnswer => ({
  status,
  headers: { 'content-type': 'application/json', ...(ERROR_TYPES[status] ? { 'x-amzn-errortype': ERROR_TYPES[status] } : {}) },
  cookies: [],
  body: Buffer.from(JSON.stringify({ Message: message })),
});

/**
 * Reads what the function returned: with a `statusCode` it says how to answer, without it is the answer's body.
 * https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-response-payload
 */
export function answerOf(payload: Uint8Array): UrlAnswer {
  const text = Buffer.from(payload).toString();
  const value: unknown = JSON.parse(text);
  const plain = { status: 200, headers: { 'content-type': 'application/json' }, cookies: [] };
  if (typeof value === 'string') return { ...plain, body: Buffer.from(value) };
  if (typeof value !== 'object' || value === null || !('statusCode' in value))
    return { ...plain, body: Buffer.from(JSON.stringify(value)) };
  const { statusCode, headers, cookies, body, isBase64Encoded } = value as Record<string, unknown>;
  const status = Number(statusCode);
  if (!Number.isInteger(status) || status < 100 || status > 599) return internalError();
  const named: Record<string, string> = {};
  for (const [name, content] of Object.entries((headers as object | undefined) ?? {}))
    if (content !== null && content !== undefined) named[name.toLowerCase()] = String(content);
  named['content-type'] ??= 'application/json';
  const content = body === undefined || body === null ? '' : typeof body === 'string' ? body : JSON.stringify(body);
  return {
    status,
    headers: named,
    cookies: Array.isArray(cookies) ? cookies.map(String) : [],
    body: Buffer.from(content, isBase64Encoded ? 'base64' : 'utf8'),
  };
}
